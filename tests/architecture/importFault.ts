import type { Import } from './imports.ts';
import { rules } from './rules.ts';

const callingSdk = '@azure/communication-calling';

/** The only files or folders that may import certain packages. */
const soleImporters = {
  /** The only file that may import values, and not only types, of the Calling SDK. */
  sdkValues: 'src/web/calling/sdk/sdk.ts',
  /** The only file of `calling/` that may import React. */
  reactInCalling: 'src/web/calling/react.tsx',
  /** The only folder that may import MSAL. */
  msal: 'src/web/auth/',
};

const getFolder = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
/** Returns the folder of the call feature or of the area (a part of a screen) to which a file belongs. */
const findFeatureFolder = (path: string): string | undefined =>
  /^src\/web\/(?:features|areas)\/[^/]+\//.exec(path)?.[0];
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.includes('/fixtures/');

/** Folders whose files run in the browser, which has no Node modules. */
const browserFolders = [
  'src/contract/',
  'src/web/',
  'src/emulator/wire/',
  'src/emulator/sdk/',
  'src/emulator/controls/page/',
];

/** @returns why the import is forbidden; `null` if it is allowed */
export function findImportFault({ from, to, isTypeOnly }: Import): string | null {
  const isOwnFile = to.startsWith('src/') || to.startsWith('public/') || to.startsWith('tests/');
  if (!isOwnFile) return checkPackageImport({ from, to, isTypeOnly });
  if (isTest(from)) return null;
  const rule = rules.find(({ folder }) => from.startsWith(folder));
  if (!rule) return 'its folder has no row in the table';
  const ownFeature = findFeatureFolder(from);
  const importedFeature = findFeatureFolder(to);
  if (ownFeature && importedFeature && importedFeature !== ownFeature)
    return 'a feature or an area may not import another one';
  if (
    rule.folder === 'src/web/screens/' &&
    to.startsWith('src/web/calling/') &&
    to !== soleImporters.reactInCalling &&
    !isTypeOnly
  )
    return 'screens may import only the React bridge of calling/';
  const allowedPaths = [
    rule.folder === 'src/web/' ? 'src/web/' : getFolder(rule.folder),
    ...rule.allowedPaths,
  ];
  return allowedPaths.some((path) => to.startsWith(path)) ? null : `${rule.folder} may not import ${to}`;
}

/** @returns why the import of a package is forbidden; `null` if it is allowed */
function checkPackageImport({ from, to, isTypeOnly }: Import): string | null {
  if (to.startsWith('node:') && !isTest(from) && browserFolders.some((folder) => from.startsWith(folder)))
    return 'the browser has no Node modules';
  // `wire/` is the protocol between the drop-in SDK and the emulator. Besides zod, it may use the types of the Calling SDK.
  if (from.startsWith('src/emulator/wire/') && !isTest(from) && !/^zod(\/mini)?$/.test(to))
    return to === callingSdk && isTypeOnly ? null : 'the protocol may import only zod';
  if (!from.startsWith('src/web/') || isTest(from)) {
    return from.startsWith('src/contract/') && !to.startsWith('zod') ? 'contract/ may import only zod' : null;
  }
  if (to === callingSdk && !isTypeOnly && from !== soleImporters.sdkValues)
    return 'only one file may import values of the SDK';
  if (to === callingSdk && from.startsWith('src/web/screens/')) return 'screens may not import the SDK';
  if (
    /^react(-dom)?(\/|$)/.test(to) &&
    from.startsWith('src/web/calling/') &&
    from !== soleImporters.reactInCalling
  )
    return 'only one file of calling/ may import React';
  if (to.startsWith('@azure/msal-') && !from.startsWith(soleImporters.msal))
    return 'only auth/ may import MSAL';
  return null;
}
