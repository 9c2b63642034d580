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
 * Packages that the user's project may have. The emulator runs without them, but some of its entries and types import them.
 * Other versions than the tested ones may work, so the ranges are wide.
 */
export const peerDependencies = {
  '@azure/communication-calling': '>=1.20.0',
  '@azure/communication-common': '>=2.0.0',
  '@playwright/test': '>=1.45.0',
  vite: '>=5.0.0',
};

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
  exports: {
    ...Object.fromEntries(
      Object.entries(entries).map(([path, name]) => [
        path,
        { types: `./types/${name}.d.ts`, default: `./${name}.js` },
      ]),
    ),
    // Only types: what the Vite plugin adds to `import.meta.env`.
    './client': { types: './types/client.d.ts' },
    './package.json': './package.json',
  },
  // The build creates the whole folder, so all of it is published, except archives that `npm pack` leaves there.
  files: ['**', '!*.tgz'],
  peerDependencies,
  peerDependenciesMeta: Object.fromEntries(
    Object.keys(peerDependencies).map((name) => [name, { optional: true }]),
  ),
};
