export interface DirectoryFault {
  /** Where the fault is, such as `people[1].manager`. Empty for the whole file. */
  readonly path: string;
  /** The wrong value as JSON, or a phrase in its place, such as *(missing)*. */
  readonly found: string;
  readonly expected: string;
}

/** Writes a value as JSON: its first 80 characters, which are enough to recognise it and fit into a line. */
export const describeValue = (value: unknown): string =>
  value === undefined ? '(missing)' : (JSON.stringify(value) ?? typeof value).slice(0, 80);

/** Thrown for a directory that cannot be used. The message has a line for each fault, for the author of the file. */
export class DirectoryError extends Error {
  override readonly name = 'DirectoryError';
  readonly faults: readonly DirectoryFault[];

  /** @param source the path of the file; `undefined` for an object. */
  constructor(source: string | undefined, faults: readonly DirectoryFault[]) {
    const subject = source === undefined ? 'The directory' : `The directory file ${source}`;
    const lines = faults.map(
      ({ path, found, expected }) =>
        `  ${path === '' ? '' : `${path}: `}found ${found}, expected ${expected}`,
    );
    super(
      [
        `${subject} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:`,
        ...lines,
        'The page emulator-directory.md describes every field.',
      ].join('\n'),
    );
    this.faults = faults;
  }
}
