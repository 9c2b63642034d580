/** One wrong environment variable. `found` never holds a secret value. */
export interface ConfigFault {
  readonly key: string;
  readonly found: string;
  readonly expected: string;
  readonly example: string;
}

/** The result of a check: a valid value, or what is wrong with it. */
export type Checked<T> = { readonly value: T } | { readonly fault: ConfigFault };

/** Describes a fault in one sentence, for the person who starts the service. */
export const describeConfigFault = ({ key, found, expected, example }: ConfigFault): string =>
  `${key}: found ${found}, expected ${expected}, for example ${example}`;

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** The nil and max GUIDs (RFC 9562) are placeholders that identify nobody. `.env.example` holds the first. */
const placeholder = /^(?:[0-]+|[f-]+)$/i;
export const isGuid = (value: string): boolean => guid.test(value) && !placeholder.test(value);

/** An example id for messages that show what to enter. */
export const guidExample = '11111111-2222-4333-8444-555555555555';
