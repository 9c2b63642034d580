import { createHash, randomBytes } from 'node:crypto';
import type { ConditionStore } from '../core/conditionStore.ts';
import type { Person } from '../core/people.ts';
import type { Resource } from '../core/resources.ts';
import { acsResource, type Application } from '../core/seed.ts';
import type { SigningKey } from '../core/signingKey.ts';
import type { ClaimsRequest } from './protocol/claimsRequest.ts';
import type { ResourceScopes } from './protocol/scopes.ts';
import type { SignIn } from './sessions.ts';

/** The user, the application and the sign-in that a token is issued for. */
export interface Subject {
  readonly person: Person;
  readonly application: Application;
  readonly signIn: SignIn;
}

export interface TokenIssuer {
  /** @returns the token, and its lifetime in seconds. */
  accessToken(
    subject: Subject,
    scopes: ResourceScopes,
    claims: ClaimsRequest,
  ): { token: string; expiresIn: number };
  idToken(subject: Subject, nonce: string | undefined): string;
  /** Issues a token of the emulator's managed identity. @returns the token, and its lifetime in seconds. */
  appToken(resource: Resource): { token: string; expiresIn: number };
}

interface IssuerDeps {
  /** `http://localhost:<port>` */
  readonly origin: string;
  readonly key: SigningKey;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly conditions: ConditionStore;
}

/** Entra chooses a lifetime from 60 to 90 minutes. */
const defaultLifetimeSeconds = 75 * 60;

/** The object id of the managed identity, which belongs to a service of Fabrikam's. */
const managedIdentity = 'ab000000-0000-4000-8000-0000000000ab';

/** @returns the claim `sub`, which is another one for each application, as in Entra. */
function pairwiseId({ person, application }: Subject): string {
  return createHash('sha256').update(`${person.oid}${application.clientId}`).digest('base64url');
}

/** @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export function createTokenIssuer({ origin, key, now, conditions }: IssuerDeps): TokenIssuer {
  const header = { typ: 'JWT', alg: 'RS256', kid: key.kid };
  const times = (lifetimeSeconds: number) => {
    const iat = Math.floor(now() / 1000);
    return { iat, nbf: iat, exp: iat + lifetimeSeconds };
  };
  const userClaims = ({ person }: Subject) => ({
    tid: person.tid,
    oid: person.oid,
    name: person.displayName,
    uti: randomBytes(16).toString('base64url'),
  });

  return {
    accessToken(subject, { resource, names }, { cp1 }) {
      const { person, signIn } = subject;
      const expiresIn = conditions.of(person.oid).tokenLifetimeSeconds ?? defaultLifetimeSeconds;
      const token = key.sign(header, {
        aud: resource.audience,
        ...times(expiresIn),
        ...userClaims(subject),
        sub: pairwiseId(subject),
        sid: signIn.sid,
        scp: names.join(' '),
        ver: resource.version,
        ...(cp1 && { xms_cc: ['cp1'] }),
        ...(signIn.acrs.length > 0 && { acrs: signIn.acrs }),
        ...claimsOfVersion(resource.version, origin, subject),
      });
      return { token, expiresIn };
    },

    idToken(subject, nonce) {
      const { person, application, signIn } = subject;
      return key.sign(header, {
        aud: application.clientId,
        iss: `${origin}/${person.tid}/v2.0`,
        ...times(defaultLifetimeSeconds),
        ...userClaims(subject),
        sub: pairwiseId(subject),
        sid: signIn.sid,
        auth_time: Math.floor(signIn.at / 1000),
        preferred_username: person.upn,
        login_hint: person.upn,
        ver: '2.0',
        ...(nonce !== undefined && { nonce }),
      });
    },

    appToken(resource) {
      const token = key.sign(header, {
        aud: resource.audience,
        iss: `${origin}/${acsResource.tid}/`,
        ...times(defaultLifetimeSeconds),
        tid: acsResource.tid,
        oid: managedIdentity,
        sub: managedIdentity,
        appid: managedIdentity,
        appidacr: '2',
        idtyp: 'app',
        ver: '1.0',
      });
      return { token, expiresIn: defaultLifetimeSeconds };
    },
  };
}

/** @returns the claims in which the two layouts of access tokens differ. */
function claimsOfVersion(
  version: Resource['version'],
  origin: string,
  { person, application, signIn }: Subject,
) {
  if (version === '2.0') {
    return {
      iss: `${origin}/${person.tid}/v2.0`,
      azp: application.clientId,
      azpacr: '0',
      preferred_username: person.upn,
    };
  }
  return {
    iss: `${origin}/${person.tid}/`,
    appid: application.clientId,
    appidacr: '0',
    amr: signIn.mfa ? ['pwd', 'mfa'] : ['pwd'],
    upn: person.upn,
    unique_name: person.upn,
  };
}

/** @returns `client_info`, from which MSAL makes its account id. */
export function clientInfo({ oid, tid }: Person): string {
  return Buffer.from(JSON.stringify({ uid: oid, utid: tid })).toString('base64url');
}
