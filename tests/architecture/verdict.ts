import type { Import } from './imports.ts';
import { rules } from './rules.ts';

const sdk = '@azure/communication-calling';

/** The only files that may import something. */
const doors = {
  sdkValues: 'src/web/calling/sdk/sdk.ts',
  reactInCalling: 'src/web/calling/react.tsx',
  msal: 'src/web/auth/',
};

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
/** The call feature or the screen area that a file belongs to, as the path of its folder. */
const partOf = (path: string): string | undefined => /^src\/web\/(?:features|areas)\/[^/]+\//.exec(path)?.[0];
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.includes('/fixtures/');

/** Folders whose files run in the browser, where there are no Node modules. */
const browserFolders = [
  'src/contract/',
  'src/web/',
  'src/emulator/wire/',
  'src/emulator/sdk/',
  'src/emulator/controls/page/',
];

/** @returns why an import is forbidden; `null` when it is allowed. */
export function verdict({ from, to, typeOnly }: Import): string | null {
  const isOwnFile = to.startsWith('src/') || to.startsWith('public/') || to.startsWith('tests/');
  if (!isOwnFile) return packageVerdict({ from, to, typeOnly });
  if (isTest(from)) return null;
  const rule = rules.find(({ folder }) => from.startsWith(folder));
  if (!rule) return 'its folder has no row in the table';
  const target = partOf(to);
  if (partOf(from) && target && target !== partOf(from))
    return 'a feature or an area may not import another one';
  if (
    rule.folder === 'src/web/screens/' &&
    to.startsWith('src/web/calling/') &&
    to !== doors.reactInCalling &&
    !typeOnly
  )
    return 'screens may import only the React bridge of calling/';
  const allowed = [rule.folder === 'src/web/' ? 'src/web/' : folderOf(rule.folder), ...rule.may];
  return allowed.some((start) => to.startsWith(start)) ? null : `${rule.folder} may not import ${to}`;
}

/** @returns why an import of a package is forbidden; `null` when it is allowed. */
function packageVerdict({ from, to, typeOnly }: Import): string | null {
  if (to.startsWith('node:') && !isTest(from) && browserFolders.some((folder) => from.startsWith(folder)))
    return 'the browser has no Node modules';
  // The protocol may use the SDK's types.
  if (from.startsWith('src/emulator/wire/') && !isTest(from) && !/^zod(\/mini)?$/.test(to))
    return to === sdk && typeOnly ? null : 'the protocol may import only zod';
  if (!from.startsWith('src/web/') || isTest(from)) {
    return from.startsWith('src/contract/') && !to.startsWith('zod') ? 'contract/ may import only zod' : null;
  }
  if (to === sdk && !typeOnly && from !== doors.sdkValues)
    return 'only one file may import values of the SDK';
  if (to === sdk && from.startsWith('src/web/screens/')) return 'screens may not import the SDK';
  if (/^react(-dom)?(\/|$)/.test(to) && from.startsWith('src/web/calling/') && from !== doors.reactInCalling)
    return 'only one file of calling/ may import React';
  if (to.startsWith('@azure/msal-') && !from.startsWith(doors.msal)) return 'only auth/ may import MSAL';
  return null;
}
