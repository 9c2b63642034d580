import type { WrittenFile } from './documentation/writtenFile.ts';

interface Writer<Work> {
  /** The name after `npm run docs:write --` or `npm run write --`. */
  readonly name: string;
  /** What the writer writes, for the list on the console. */
  readonly writes: string;
  /** A function that creates pages or parts of pages, or the path of a program that writes other files. */
  readonly work: Work;
}
type CreateFiles = () => Promise<readonly WrittenFile[]>;
export type AnyWriter = Writer<CreateFiles | string>;

/** `npm run docs:write` runs all of these. A test compares each page with what its writer creates. */
export const pageWriters: readonly Writer<CreateFiles>[] = [
  {
    name: 'api',
    writes:
      "docs/emulator-http-api.md, the lists of docs/emulator-controls.md and the types of the emulator's package",
    work: async () =>
      Promise.all([
        (await import('./documentation/httpApiPage.ts')).createHttpApiPage(),
        (await import('./documentation/controlsPage.ts')).createControlsPage(),
        (await import('./documentation/declaredTypes.ts')).createDeclaredTypes(),
      ]),
  },
  {
    name: 'directory',
    writes: 'directory.schema.json and the fields of docs/emulator-directory.md',
    work: async () => (await import('./directoryPages.ts')).createDirectoryPages(),
  },
  {
    name: 'errors',
    writes: 'docs/errors.md',
    work: async () => [await (await import('./errorTable.ts')).createErrorPage()],
  },
  {
    name: 'features',
    writes: 'the features in README.md, and the features and rules in docs/emulator-differences.md',
    work: async () => (await import('./featureTable.ts')).createFeaturePages(),
  },
];

/** `npm run write -- <name>` runs one of these. */
export const fileWriters: readonly Writer<string>[] = [
  { name: 'icons', work: 'src/dev/writeIcons.ts', writes: 'public/icons, drawn from public/icon.svg' },
  {
    name: 'sbom',
    work: 'src/dev/sbom.ts',
    writes: 'dist/sbom.cdx.json, the packages that run in production',
  },
  {
    name: 'screenshots',
    work: 'tests/e2e/takeScreenshots.ts',
    writes: '.cache/screenshots, a picture of every screen; `ar de` after the name chooses languages',
  },
  { name: 'sounds', work: 'src/dev/writeSounds.ts', writes: 'public/sounds' },
];
