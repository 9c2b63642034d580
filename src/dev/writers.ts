/** A program that writes files of the repository or of the build. */
export interface Writer {
  /** The name after `npm run docs:write --` or `npm run write --`. */
  readonly name: string;
  /** The program, from the root of the repository. */
  readonly file: string;
  readonly writes: string;
}

/** `npm run docs:write` runs all of these. Tests compare each page with the code. */
export const pageWriters: readonly Writer[] = [
  {
    name: 'api',
    file: 'src/dev/writeEmulatorSurface.ts',
    writes:
      "docs/emulator-http-api.md, the tables of docs/emulator-controls.md and the types of the emulator's package",
  },
  {
    name: 'directory',
    file: 'src/dev/writeDirectoryPages.ts',
    writes: 'directory.schema.json and the tables of docs/emulator-directory.md',
  },
  { name: 'errors', file: 'src/dev/writeErrorTable.ts', writes: 'docs/errors.md' },
  {
    name: 'features',
    file: 'src/dev/writeFeatureTable.ts',
    writes: 'the feature tables of README.md and docs/emulator-differences.md',
  },
];

/** `npm run write -- <name>` runs one of these. */
export const fileWriters: readonly Writer[] = [
  { name: 'icons', file: 'src/dev/writeIcons.ts', writes: 'public/icons, drawn from public/icon.svg' },
  {
    name: 'sbom',
    file: 'src/dev/sbom.ts',
    writes: 'dist/sbom.cdx.json, the packages that run in production',
  },
  {
    name: 'screenshots',
    file: 'tests/e2e/takeScreenshots.ts',
    writes: '.cache/screenshots, a picture of every screen; `ar de` after the name chooses languages',
  },
  { name: 'sounds', file: 'src/dev/writeSounds.ts', writes: 'public/sounds' },
];
