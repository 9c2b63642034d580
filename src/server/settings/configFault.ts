/** Environment variables by name, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** One wrong environment variable. */
export interface ConfigFault {
  /** The name of the variable. */
  readonly key: string;
  /** What the variable contains, in a few words. This text never quotes a value that may be secret. */
  readonly found: string;
  readonly expected: string;
  readonly example: string;
}

/** The result of a check: the valid value, or what is wrong with the variable. */
export type Checked<Value> = { readonly value: Value } | { readonly fault: ConfigFault };

export const createFault = (
  key: string,
  found: string,
  expected: string,
  example: string,
): Checked<never> => ({
  fault: { key, found, expected, example },
});

/** Describes a fault in one sentence, for the operator of the service. */
export const describeConfigFault = ({ key, found, expected, example }: ConfigFault): string =>
  `${key}: found ${found}, expected ${expected}, for example ${example}`;

/** @returns a fault that quotes the beginning of the value, which is not secret. */
export const createQuotingFault = (
  key: string,
  value: string,
  expected: string,
  example: string,
): Checked<never> => createFault(key, `"${value.slice(0, 40)}"`, expected, example);

const guidPattern = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/**
 * The GUIDs of only zeros or only f (RFC 9562: nil and max). They are placeholders; `.env.example` has the first one.
 */
const placeholderPattern = /^(?:[0-]+|[f-]+)$/i;
export const isGuid = (value: string): boolean => guidPattern.test(value) && !placeholderPattern.test(value);

/** An example id for messages that show what to enter. */
export const guidExample = '11111111-2222-4333-8444-555555555555';
