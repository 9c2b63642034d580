/** One thing wrong with the settings. `found` never holds a secret's value. */
export interface SettingFault {
  readonly key: string;
  readonly found: string;
  readonly expected: string;
  readonly example: string;
}

/** A value, or why it cannot be one. */
export type Checked<T> = { readonly value: T } | { readonly fault: SettingFault };

/** One sentence for the person who starts the service. */
export const describeSettingFault = ({ key, found, expected, example }: SettingFault): string =>
  `${key}: found ${found}, expected ${expected}, for example ${example}`;

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** The nil and the max GUID (RFC 9562): placeholders, which name nobody. `.env.example` holds the first. */
const placeholder = /^(?:[0-]+|[f-]+)$/i;
export const isGuid = (value: string): boolean => guid.test(value) && !placeholder.test(value);

/** An id for messages that show what to enter. */
export const guidExample = '11111111-2222-4333-8444-555555555555';
