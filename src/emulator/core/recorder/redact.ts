/** What stands in a trace in place of a secret. */
export const redacted = '‹redacted›';

/** The names of fields whose texts are secrets. `pass` and `ticket` prove that a transfer permits a call. */
const secretKey =
  /token|secret|password|passcode|assertion|credential|authorization|cookie|accesskey|connectionstring|verifier|challenge|ticket|^(pass|pwd|sig|nonce|handle|session_state|client_info|device_code|user_code|id_token_hint)$/i;
/** Fields that `secretKey` matches, and that say nothing secret. */
const harmlessKey = /^(token_?type|.*lifetime.*|.*seconds|.*expires.*|t)$/i;

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** A JSON Web Token. */
const jwt = /eyJ[\w-]{5,}\.[\w-]+(?:\.[\w-]*)?/g;
/** Long texts without spaces, as in random handles and keys. Shorter ones have a digit, unlike the names of functions. */
const opaque = /[\w-]{40,}|(?=[A-Za-z_-]*\d)[\w-]{32,}/g;
const icePassword = /(a=ice-pwd:)\S+/g;
/** The thread of a chat or a meeting is an id: knowing it permits nothing. */
const thread = /19:[\w-]+@thread\.\w+/g;

/** The longest text that a trace keeps, such as an SDP. */
const maxTextLength = 6_000;
/** Texts are cut after this many more characters before secrets are looked for, so that none is cut in half. */
const longestSecret = 4_000;
const maxItems = 100;
const maxDepth = 8;

/** Creates the function that removes secrets from recorded values. @param secrets texts that are known to be secret. */
export function createRedactor(secrets: readonly string[]): (value: unknown) => unknown {
  const redactText = (text: string): string => {
    let result = text.slice(0, maxTextLength + longestSecret);
    for (const secret of secrets) result = result.replaceAll(secret, redacted);
    // Ids look like secrets, so they are put aside while the others are replaced.
    const ids: string[] = [];
    const keepId = (id: string) => `\u0000${ids.push(id) - 1}\u0000`;
    result = result
      .replace(icePassword, `$1${redacted}`)
      .replace(jwt, redacted)
      .replace(thread, keepId)
      .replace(uuid, keepId)
      .replace(opaque, redacted)
      // oxlint-disable-next-line no-control-regex -- no text of a message contains this character
      .replace(/\u0000(\d+)\u0000/g, (_, index: string) => ids[Number(index)] ?? '');
    return text.length > maxTextLength
      ? `${result.slice(0, maxTextLength)}… (${text.length} characters)`
      : result;
  };
  const redactValue = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return redactText(value);
    if (typeof value !== 'object' || value === null) return value;
    if (depth === maxDepth) return '…';
    if (Array.isArray(value)) {
      const items = value.slice(0, maxItems).map((item) => redactValue(item, depth + 1));
      return value.length > maxItems ? [...items, `… ${value.length - maxItems} more`] : items;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, field]) => [
        redactText(key),
        isSecretField(key, field) ? redacted : redactValue(field, depth + 1),
      ]),
    );
  };
  return (value) => redactValue(value, 0);
}

const isSecretField = (key: string, field: unknown): boolean =>
  (typeof field === 'string' ||
    (typeof field === 'object' && field !== null && /^(pass|credential)$/i.test(key))) &&
  secretKey.test(key) &&
  !harmlessKey.test(key);
