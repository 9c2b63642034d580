/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One wrong environment variable. The message is a sentence for the operator, and quotes no value that may be secret. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault';
  readonly key: string;
  /** What the variable contains, in a few words. */
  readonly found: string;
  readonly expected: string;
  readonly example: string;

  constructor(key: string, found: string, expected: string, example: string) {
    super(`${key}: found ${found}, expected ${expected}, for example ${example}`);
    this.key = key;
    this.found = found;
    this.expected = expected;
    this.example = example;
  }
}

/** Quotes the beginning of a value that is not secret. */
export const quote = (value: string): string => `"${value.slice(0, 40)}"`;

const guidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Matches a GUID of only zeros, which `.env.example` has as a placeholder, or of only f (RFC 9562: nil and max). */
const placeholderPattern = /^(?:[0-]+|[f-]+)$/i;
/** Tells whether a text is a GUID and no placeholder. */
export const isGuid = (value: string): boolean => guidPattern.test(value) && !placeholderPattern.test(value);

/** An example id for messages that show what to enter. */
export const guidExample = '11111111-2222-4333-8444-555555555555';
