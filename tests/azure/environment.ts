import { decodeJwt } from 'jose';
import { checkAcsAccess, type AcsAccess } from '../../src/server/settings/acsAccess.ts';
import { describeConfigFault } from '../../src/server/settings/configFault.ts';
import type { Environment } from '../../src/server/settings/environment.ts';
import type { Person } from '../support/calling/page/sdk.ts';

export const persons: readonly Person[] = ['alice', 'bob', 'carol'];

/** Artifact 1 of a person, and what it says. */
export interface Artifact1 {
  readonly token: string;
  readonly oid: string;
  readonly tid: string;
  /** The application it was issued to. */
  readonly appId: string;
  readonly expiresOn: Date;
}

export interface Live {
  readonly acs: AcsAccess;
  readonly artifacts: Readonly<Record<Person, Artifact1>>;
  /** Alice's own token for the service's API: with it the whole route is tried, not the exchange alone. */
  readonly artifact2: string | null;
  readonly threadId: string | null;
  readonly meetingLink: string | null;
  /** Another Calling SDK than Microsoft's: the local stand-in's. */
  readonly callingModule: string | null;
  readonly callingCommon: string | null;
  /** Never to be printed. */
  readonly secrets: readonly string[];
}

/** The settings, or one line for each that is missing or wrong. */
export type Read = { readonly live: Live } | { readonly missing: readonly string[] };

const variableOf = (person: Person) => `TEST_${person.toUpperCase()}_A1`;

/** Decodes artifact 1 without verifying it, which is the task of the check. @returns `null` when the text is no such token. */
function readArtifact1(token: string): Artifact1 | null {
  try {
    const { oid, tid, appid, azp, exp } = decodeJwt<Record<'oid' | 'tid' | 'appid' | 'azp', string>>(token);
    const appId = appid ?? azp;
    if (!oid || !tid || !appId || !exp) return null;
    return { token, oid, tid, appId, expiresOn: new Date(exp * 1000) };
  } catch {
    // The text is not shown because it may be a token all the same.
    return null;
  }
}

/** @see tests/azure/README.md, which names every variable. */
export function readEnvironment(env: Environment): Read {
  const missing: string[] = [];
  const acs = checkAcsAccess(env, false);
  if ('fault' in acs) missing.push(describeConfigFault(acs.fault));
  const artifacts = new Map<Person, Artifact1>();
  for (const person of persons) {
    const name = variableOf(person);
    const token = env[name];
    const artifact = token ? readArtifact1(token) : null;
    if (artifact) artifacts.set(person, artifact);
    else if (token) missing.push(`${name}: found no Entra access token (not shown)`);
    else missing.push(`${name}: artifact 1 of a Teams user, an Entra access token with Teams.ManageCalls`);
  }
  const [alice, bob, carol] = persons.map((person) => artifacts.get(person));
  if ('fault' in acs || !alice || !bob || !carol) return { missing };
  const given = (name: string) => env[name] || null;
  const key = acs.value.kind === 'key' ? acs.value.connectionString.split('accesskey=')[1] : undefined;
  const secrets = [
    key,
    env['AZURE_CLIENT_SECRET'],
    env['TEST_ALICE_A2'],
    alice.token,
    bob.token,
    carol.token,
  ];
  return {
    live: {
      acs: acs.value,
      artifacts: { alice, bob, carol },
      artifact2: given('TEST_ALICE_A2'),
      threadId: given('TEST_THREAD_ID'),
      meetingLink: given('TEST_MEETING_LINK'),
      callingModule: given('TEST_CALLING_MODULE'),
      callingCommon: given('TEST_CALLING_COMMON'),
      secrets: secrets.flatMap((secret) => secret || []),
    },
  };
}
