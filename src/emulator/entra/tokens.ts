import { createHash, randomBytes } from 'node:crypto';
import type { ConditionStore } from '../core/conditionStore.ts';
import { acsResource, type Application } from '../core/seed.ts';
import type { Person } from '../core/people.ts';
import type { SigningKey } from '../core/signingKey.ts';
import type { ClaimsRequest } from './protocol/claimsRequest.ts';
import type { Resource } from '../core/resources.ts';
import type { ResourceScopes } from './protocol/scopes.ts';
import type { SignIn } from './sessions.ts';

/** For whom, through which application, from which sign-in. */
export interface Subject {
  readonly person: Person;
  readonly application: Application;
  readonly signIn: SignIn;
}

export interface TokenIssuer {
  /** @returns the token and its lifetime in seconds. */
  accessToken(
    subject: Subject,
    scopes: ResourceScopes,
    claims: ClaimsRequest,
  ): { token: string; expiresIn: number };
  idToken(subject: Subject, nonce: string | undefined): string;
  /** A token of the one managed identity of the emulator, without a person. */
  appToken(resource: Resource): { token: string; expiresIn: number };
}

/** Entra chooses a lifetime between 60 and 90 minutes; the middle of it. */
const defaultLifetime = 75 * 60;

/** The managed identity under which a service of Fabrikam's runs. */
const managedIdentity = 'ab000000-0000-4000-8000-0000000000ab';

/** Differs per application, as Entra's `sub` does: applications cannot compare notes on a person by it. */
function pairwise({ person, application }: Subject): string {
  return createHash('sha256').update(`${person.oid}${application.clientId}`).digest('base64url');
}

/** @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export function createTokenIssuer({
  origin,
  key,
  now,
  conditions,
}: {
  origin: string;
  key: SigningKey;
  now: () => number;
  conditions: ConditionStore;
}): TokenIssuer {
  function common({ person }: Subject, lifetime: number) {
    const iat = Math.floor(now() / 1000);
    return {
      iat,
      nbf: iat,
      exp: iat + lifetime,
      tid: person.tid,
      oid: person.oid,
      name: person.displayName,
      uti: randomBytes(16).toString('base64url'),
    };
  }
  const header = { typ: 'JWT', alg: 'RS256', kid: key.kid };

  return {
    accessToken(subject, { resource, names }, { cp1 }) {
      const { person, application, signIn } = subject;
      const expiresIn = conditions.of(person.oid).tokenLifetimeSeconds ?? defaultLifetime;
      const claims = {
        aud: resource.audience,
        ...common(subject, expiresIn),
        sub: pairwise(subject),
        sid: signIn.sid,
        scp: names.join(' '),
        ver: resource.version,
        ...(cp1 ? { xms_cc: ['cp1'] } : {}),
        ...(signIn.acrs.length > 0 ? { acrs: signIn.acrs } : {}),
      };
      const token =
        resource.version === '1.0'
          ? key.sign(header, {
              ...claims,
              iss: `${origin}/${person.tid}/`,
              appid: application.clientId,
              appidacr: '0',
              amr: signIn.mfa ? ['pwd', 'mfa'] : ['pwd'],
              upn: person.upn,
              unique_name: person.upn,
            })
          : key.sign(header, {
              ...claims,
              iss: `${origin}/${person.tid}/v2.0`,
              azp: application.clientId,
              azpacr: '0',
              preferred_username: person.upn,
            });
      return { token, expiresIn };
    },

    idToken(subject, nonce) {
      const { person, application, signIn } = subject;
      return key.sign(header, {
        aud: application.clientId,
        iss: `${origin}/${person.tid}/v2.0`,
        ...common(subject, defaultLifetime),
        sub: pairwise(subject),
        sid: signIn.sid,
        auth_time: Math.floor(signIn.at / 1000),
        preferred_username: person.upn,
        login_hint: person.upn,
        ver: '2.0',
        ...(nonce === undefined ? {} : { nonce }),
      });
    },

    appToken(resource) {
      const iat = Math.floor(now() / 1000);
      const token = key.sign(header, {
        aud: resource.audience,
        iss: `${origin}/${acsResource.tid}/`,
        iat,
        nbf: iat,
        exp: iat + defaultLifetime,
        tid: acsResource.tid,
        oid: managedIdentity,
        sub: managedIdentity,
        appid: managedIdentity,
        appidacr: '2',
        idtyp: 'app',
        ver: '1.0',
      });
      return { token, expiresIn: defaultLifetime };
    },
  };
}

/** The `client_info` value by which MSAL builds its account id. */
export function clientInfo({ oid, tid }: Person): string {
  return Buffer.from(JSON.stringify({ uid: oid, utid: tid })).toString('base64url');
}
