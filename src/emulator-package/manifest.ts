import { emulatorVersion } from '../emulator/version.ts';

/**
 * What another project can import from the npm package `acs-calling-emulator`. Each entry has a source file of this name in
 * `src/emulator-package/`; in the package it is `<name>.js` with the types `types/<name>.d.ts`.
 */
const entries = {
  '.': 'index',
  './calling': 'calling',
  './common': 'common',
  './vite': 'vite',
  './playwright': 'playwright',
};

/** The entries whose code is a finished bundle of `src/emulator/sdk-module/`. Their source file has types only. */
const bundledEntries: ReadonlySet<string> = new Set(['calling', 'common']);

/** The names of the entries whose code the build makes of a source file in this folder. */
export const nodeEntryNames = Object.values(entries).filter((name) => !bundledEntries.has(name));

/**
 * Packages of the user's own project. The package needs none of them to run, but its types and entries name them. Another
 * version than the tested one may work, so the ranges are wide.
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
    'Emulates Azure Communication Services calling on your machine: Teams users, Entra sign-in, tokens, Graph, signalling, and a drop-in Calling SDK with real WebRTC media',
  keywords: [
    'azure-communication-services',
    'acs',
    'calling',
    'teams',
    'emulator',
    'webrtc',
    'testing',
    'vite-plugin',
  ],
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
    // Types alone: what the Vite plugin adds to `import.meta.env`.
    './client': { types: './types/client.d.ts' },
    './package.json': './package.json',
  },
  // The build makes the whole folder. Only archives that `npm pack` leaves there are no part of the package.
  files: ['**', '!*.tgz'],
  peerDependencies,
  peerDependenciesMeta: Object.fromEntries(
    Object.keys(peerDependencies).map((name) => [name, { optional: true }]),
  ),
};
