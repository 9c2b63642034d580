import { emulatorVersion } from '../emulator/version.ts';

/**
 * What another project can import from the npm package `acs-calling-emulator`: each path with the name of its source file in
 * `src/emulator-package/`. In the package, this file becomes `<name>.js`, with the types `types/<name>.d.ts`.
 */
const entries = {
  '.': 'index',
  './calling': 'calling',
  './common': 'common',
  './vite': 'vite',
  './playwright': 'playwright',
};

/** The entries whose code comes bundled from `src/emulator/sdk-module/`. Their source files here have only types. */
const bundledEntries: ReadonlySet<string> = new Set(['calling', 'common']);

/** The names of the entries that the build compiles from a source file in this folder. */
export const nodeEntryNames = Object.values(entries).filter((name) => !bundledEntries.has(name));

/**
 * Packages that the user's project may have. The emulator runs without them, but some of its entries and types import them. Any
 * version may work, and only `*` includes prereleases: with a range such as `>=1.20.0`, npm would refuse to install the package
 * beside a beta.
 */
export const peerDependencies = {
  '@azure/communication-calling': '*',
  '@azure/communication-common': '*',
  '@playwright/test': '*',
  vite: '*',
};

/** The entries that are only types: `client` declares what the Vite plugin adds to `import.meta.env`. */
const typeEntries = { './client': 'client' };

const createTypesPath = (name: string) => `./types/${name}.d.ts`;

/** The `package.json` of the npm package. Publishing needs no other file of this repository. */
export const manifest = {
  name: 'acs-calling-emulator',
  version: emulatorVersion,
  description:
    'Emulates Azure Communication Services calling on your machine: Teams users, agents of Teams Phone extensibility, Entra sign-in, tokens, Graph, signalling, and a drop-in Calling SDK with real WebRTC media',
  keywords: 'azure-communication-services acs calling teams emulator webrtc testing vite-plugin'.split(' '),
  license: 'MIT',
  type: 'module',
  engines: { node: '>=20.19.0' },
  bin: { 'acs-calling-emulator': 'main.js' },
  main: './index.js',
  types: createTypesPath('index'),
  // With `moduleResolution: node` (also called node10), TypeScript ignores `exports`.
  typesVersions: {
    '*': Object.fromEntries(
      Object.entries({ ...entries, ...typeEntries }).map(([path, name]) => [
        path.replace(/^\.\/?/, ''),
        [createTypesPath(name)],
      ]),
    ),
  },
  exports: {
    ...Object.fromEntries(
      Object.entries(entries).map(([path, name]) => [
        path,
        { types: createTypesPath(name), default: `./${name}.js` },
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(typeEntries).map(([path, name]) => [path, { types: createTypesPath(name) }]),
    ),
    './package.json': './package.json',
  },
  // The build creates the whole folder, so all of it is published, except archives that `npm pack` leaves there.
  files: ['**', '!*.tgz'],
  peerDependencies,
  peerDependenciesMeta: Object.fromEntries(
    Object.keys(peerDependencies).map((name) => [name, { optional: true }]),
  ),
};
