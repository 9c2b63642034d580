import type { WrittenFile } from './documentation/writtenFile.ts';

interface Writer {
  /** The name after `npm run docs:write --` or `npm run write --`. */
  readonly name: string;
  /** What the writer writes, for the list on the console. */
  readonly writes: string;
}

/** Writes pages, or parts of pages, that are generated from the code. */
export interface PageWriter extends Writer {
  readonly create: () => Promise<readonly WrittenFile[]>;
}

/** A program that writes other files. */
export interface FileWriter extends Writer {
  /** The path of the program from the root of the repository. */
  readonly file: string;
}

/** `npm run docs:write` runs all of these. A test compares each page with what its writer creates. */
export const pageWriters: readonly PageWriter[] = [
  {
    name: 'api',
    writes:
      "docs/emulator-http-api.md, the lists of docs/emulator-controls.md and the types of the emulator's package",
    create: async () =>
      Promise.all([
        (await import('./documentation/httpApiPage.ts')).createHttpApiPage(),
        (await import('./documentation/controlsPage.ts')).createControlsPage(),
        (await import('./documentation/declaredTypes.ts')).createDeclaredTypes(),
      ]),
  },
  {
    name: 'directory',
    writes: 'directory.schema.json and the fields of docs/emulator-directory.md',
    create: async () => (await import('./directoryPages.ts')).createDirectoryPages(),
  },
  {
    name: 'errors',
    writes: 'docs/errors.md',
    create: async () => [await (await import('./errorTable.ts')).createErrorPage()],
  },
  {
    name: 'features',
    writes: 'the features in README.md and docs/emulator-differences.md',
    create: async () => (await import('./featureTable.ts')).createFeaturePages(),
  },
];

/** `npm run write -- <name>` runs one of these. */
export const fileWriters: readonly FileWriter[] = [
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
