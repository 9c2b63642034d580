/**
 * A violation of the page's Content Security Policy, without anything that could name a person or contain a secret: no
 * address of the page, no path or query of what was blocked, no sample of code.
 */
export interface PolicyViolation {
  /** The violated directive of the policy, such as `connect-src`. */
  readonly directive: string;
  /** The origin that was blocked, or a word such as `inline`, `eval` or `trusted-types-sink`. */
  readonly blocked: string;
  /** The address of the script that caused it, without its query; absent if the browser does not name the script. */
  readonly source?: string | undefined;
  /** `enforce` if the browser blocked it, `report` if the browser only reported it. */
  readonly disposition: 'enforce' | 'report';
}

/** The words that browsers use instead of an address, such as `inline`, `data` and `trusted-types-sink`. */
const keyword = /^[a-z-]{1,30}$/;

/**
 * Reduces a blocked address to its scheme and host, or to its scheme if it has no host. A word such as `inline` stays.
 * @returns `unknown` for any other text
 */
export function reduceBlocked(uri: string): string {
  if (keyword.test(uri)) return uri;
  if (!URL.canParse(uri)) return 'unknown';
  const { protocol, host } = new URL(uri);
  return host === '' ? protocol : `${protocol}//${host}`;
}

/**
 * Reduces a script's address to its origin and path, and a page's address to its origin, because its path may name a person.
 * @returns only the scheme of an address that is not http or https; `undefined` if there is no valid address
 */
export function reduceSource(address: string | null | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined;
  const { protocol, origin, pathname } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') return protocol;
  // The path ends in the script's file name, for which 200 characters are enough.
  return /\.m?js$/.test(pathname) ? origin + pathname.slice(-200) : origin;
}
