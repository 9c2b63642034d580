/** A claim as it may be shown: whole if it describes the set-up, otherwise only its first characters. */
export interface ShownClaim {
  readonly name: string;
  readonly value: string;
  readonly cut: boolean;
}

/** What may be shown of a token. It does not contain the signature. */
export interface TokenView {
  /** The first characters, by which the user recognizes the token in other tools. */
  readonly start: string;
  readonly length: number;
  readonly header: readonly ShownClaim[];
  readonly claims: readonly ShownClaim[];
  /** The claims that the artifacts' facts are taken from. */
  readonly facts: Readonly<Partial<Record<Fact, string>>>;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | null;
}

/** Claims that describe the set-up. Source: "Access token claims reference" and ACS's tokens of Teams users. */
const shownWhole = [
  'alg',
  'typ',
  'aud',
  'iss',
  'iat',
  'nbf',
  'exp',
  'ver',
  'tid',
  'oid',
  'appid',
  'azp',
  'scp',
  'roles',
  'appidacr',
  'azpacr',
  'idtyp',
  'xms_cc',
  'acrs',
  'amr',
  'acsScope',
  'resourceId',
  'resourceLocation',
  'skypeid',
  'rgn',
] as const;
type Fact = (typeof shownWhole)[number];

const isShownWhole = (name: string): name is Fact => shownWhole.some((known) => known === name);
const isTime = (name: string): boolean => name === 'exp' || name === 'iat' || name === 'nbf';

/** Decodes a part of a JWT. @returns `null` if the text is no JSON object */
function decode(part: string | undefined): Record<string, unknown> | null {
  try {
    const bytes = Uint8Array.from(
      atob((part ?? '').replaceAll('-', '+').replaceAll('_', '/')),
      (character) => character.codePointAt(0) ?? 0,
    );
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? { ...value } : null;
  } catch {
    // Not a JWT, which is no error: for clients, the tokens of ACS and Entra are opaque.
    return null;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function shown([name, value]: [string, unknown]): ShownClaim {
  if (isTime(name) && typeof value === 'number')
    return { name, value: new Date(value * 1000).toISOString(), cut: false };
  const text = textOf(value);
  return isShownWhole(name)
    ? { name, value: text.slice(0, 200), cut: false }
    : { name, value: `${text.slice(0, 4)}…`, cut: true };
}

/**
 * Reads what may be shown of an access token: claims that describe the set-up, and the first four characters of all other
 * claims. The token cannot be restored from the result.
 * @returns `null` if the text is no JWT
 */
export function viewToken(token: string): TokenView | null {
  const [first, second] = token.split('.');
  const header = decode(first);
  const claims = decode(second);
  if (!header || !claims) return null;
  const facts = Object.entries(claims).flatMap(([name, value]) =>
    isShownWhole(name) ? [[name, textOf(value)] as const] : [],
  );
  return {
    start: `${token.slice(0, 8)}…`,
    length: token.length,
    header: Object.entries(header).map(shown),
    claims: Object.entries(claims).map(shown),
    facts: Object.fromEntries(facts),
    expiresAt: typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : null,
  };
}
