import type { Import } from './imports.ts';
import { rules } from './rules.ts';

const callingSdk = '@azure/communication-calling';
/** The only file of `calling/` that may import React, and whose values screens may import. */
const reactBridge = 'src/web/calling/react.tsx';

/** Folders whose files run in the browser, which has no Node modules. */
const browserFolders = [
  'contract/',
  'web/',
  'emulator/wire/',
  'emulator/sdk/',
  'emulator/controls/page/',
  'emulator/trace/page/',
];

const getFolder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
/** Returns the folder of the call feature or of the area (a part of a screen) to which a file belongs. */
const findFeatureFolder = (path: string): string | undefined =>
  /^src\/web\/(?:features|areas)\/[^/]+\//.exec(path)?.[0];

/** @returns why the import is forbidden; `null` if it is allowed */
export function findImportFault({ from, to, isTypeOnly }: Import): string | null {
  if (/\.test\.tsx?$/.test(from) || from.includes('/fixtures/')) return null;
  if (!/^(?:src|public|tests)\//.test(to)) return checkPackageImport({ from, to, isTypeOnly });
  const rule = rules.find(({ folder }) => from.startsWith(folder));
  if (!rule) return 'its folder has no row in the table';
  const ownFeature = findFeatureFolder(from);
  const importedFeature = findFeatureFolder(to);
  if (ownFeature && importedFeature && importedFeature !== ownFeature)
    return 'a feature or an area may not import another one';
  const isScreen = rule.folder === 'src/web/screens/';
  if (isScreen && to.startsWith('src/web/calling/') && to !== reactBridge && !isTypeOnly)
    return 'screens may import only the React bridge of calling/';
  const ownFolder = rule.folder === 'src/web/' ? rule.folder : getFolder(rule.folder);
  const isAllowed = [ownFolder, ...rule.allowedPaths].some((path) => to.startsWith(path));
  return isAllowed ? null : `${rule.folder} may not import ${to}`;
}

/** @returns why the import of a package is forbidden; `null` if it is allowed */
function checkPackageImport({ from, to, isTypeOnly }: Import): string | null {
  const isIn = (path: string) => from.startsWith(`src/${path}`);
  if (to.startsWith('node:') && browserFolders.some(isIn)) return 'the browser has no Node modules';
  // `wire/` is the protocol between the drop-in SDK and the emulator.
  if (isIn('emulator/wire/') && !/^zod(\/mini)?$/.test(to) && !(to === callingSdk && isTypeOnly))
    return 'the protocol may import only zod, and types of the SDK';
  if (isIn('contract/') && !to.startsWith('zod')) return 'contract/ may import only zod';
  if (to === callingSdk && isIn('web/screens/')) return 'screens may not import the SDK';
  if (to === callingSdk && isIn('web/') && !isIn('web/calling/sdk/sdk.ts') && !isTypeOnly)
    return 'only one file may import values of the SDK';
  if (/^react(-dom)?(\/|$)/.test(to) && isIn('web/calling/') && from !== reactBridge)
    return 'only one file of calling/ may import React';
  if (to.startsWith('@azure/msal-') && isIn('web/') && !isIn('web/auth/'))
    return 'only auth/ may import MSAL';
  return null;
}
