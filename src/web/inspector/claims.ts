import { decodeJwtPart } from '../base/jwt.ts';

/** A claim as the screen shows it: whole if the claim describes the set-up, otherwise only its first four characters. */
export interface ShownClaim {
  readonly name: string;
  readonly value: string;
}

/** The parts of a token that the app may show, without the signature. */
export interface TokenView {
  /** The first characters, by which the user recognises the token in other tools. */
  readonly start: string;
  readonly length: number;
  readonly header: readonly ShownClaim[];
  readonly claims: readonly ShownClaim[];
  /** The whole values of the claims that describe the set-up, by name. */
  readonly setUpClaims: Readonly<Record<string, string | undefined>>;
  /** In milliseconds since 1970. */
  readonly expiresAt: number | null;
}

/** The claims that describe the set-up, from Microsoft's "Access token claims reference" and from ACS tokens of Teams users. */
const setUpClaimNames: ReadonlySet<string> = new Set(
  [
    'alg typ aud iss iat nbf exp ver tid oid appid azp scp roles appidacr azpacr idtyp xms_cc acrs amr',
    'acsScope resourceId resourceLocation skypeid rgn',
  ].flatMap((names) => names.split(' ')),
);
const isTime = (name: string): boolean => name === 'exp' || name === 'iat' || name === 'nbf';

/** The maximum length of a claim that is shown whole. Without this limit, a long list of roles would fill the card. */
const maxClaimLength = 200;

const writeValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function createShownClaim([name, value]: [string, unknown]): ShownClaim {
  if (isTime(name) && typeof value === 'number') return { name, value: new Date(value * 1000).toISOString() };
  const text = writeValue(value);
  return { name, value: setUpClaimNames.has(name) ? text.slice(0, maxClaimLength) : `${text.slice(0, 4)}…` };
}

/** Reads the parts of an access token that the app may show. @returns `null` if the text is not a JWT */
export function createTokenView(token: string): TokenView | null {
  const [header, claims] = token.split('.').map(decodeJwtPart);
  if (!header || !claims) return null;
  const setUpClaims = Object.entries(claims)
    .filter(([name]) => setUpClaimNames.has(name))
    .map(([name, value]) => [name, writeValue(value)] as const);
  return {
    start: `${token.slice(0, 8)}…`,
    length: token.length,
    header: Object.entries(header).map(createShownClaim),
    claims: Object.entries(claims).map(createShownClaim),
    setUpClaims: Object.fromEntries(setUpClaims),
    expiresAt: typeof claims['exp'] === 'number' ? claims['exp'] * 1000 : null,
  };
}
