import { decodeJwt } from 'jose';
import { checkAcsAccess, type AcsAccess } from '../../src/server/settings/acsAccess.ts';
import { describeConfigFault } from '../../src/server/settings/configFault.ts';
import type { Environment } from '../../src/server/settings/environment.ts';
import type { Person } from '../support/calling/page/sdk.ts';

export const persons: readonly Person[] = ['alice', 'bob', 'carol'];

/** A person's Teams token, and its claims. */
export interface TeamsToken {
  readonly token: string;
  readonly oid: string;
  readonly tid: string;
  /** The application it was issued to. */
  readonly appId: string;
  readonly expiresOn: Date;
}

export interface Live {
  readonly acs: AcsAccess;
  readonly teamsTokens: Readonly<Record<Person, TeamsToken>>;
  /** Alice's caller token. With it the check tries the service's whole route, otherwise only the exchange. */
  readonly callerToken: string | null;
  readonly threadId: string | null;
  readonly meetingLink: string | null;
  /** The address of another Calling SDK than Microsoft's, such as the emulator's. */
  readonly callingModule: string | null;
  readonly callingCommon: string | null;
  /** Never to be printed. */
  readonly secrets: readonly string[];
}

/** The settings, or a line for each one that is missing or wrong. */
export type EnvironmentResult = { readonly live: Live } | { readonly missing: readonly string[] };

const variableOf = (person: Person) => `TEST_${person.toUpperCase()}_A1`;

/** Decodes a Teams token without verifying it. @returns `null` when the text is not such a token. */
function readTeamsToken(token: string): TeamsToken | null {
  try {
    const { oid, tid, appid, azp, exp } = decodeJwt<Record<'oid' | 'tid' | 'appid' | 'azp', string>>(token);
    const appId = appid ?? azp;
    if (!oid || !tid || !appId || !exp) return null;
    return { token, oid, tid, appId, expiresOn: new Date(exp * 1000) };
  } catch {
    // The error is not shown, because it may contain a token.
    return null;
  }
}

/** @see tests/azure/README.md, which names every variable. */
export function readEnvironment(env: Environment): EnvironmentResult {
  const missing: string[] = [];
  const acs = checkAcsAccess(env, false);
  if ('fault' in acs) missing.push(describeConfigFault(acs.fault));
  const teamsTokens = new Map<Person, TeamsToken>();
  for (const person of persons) {
    const name = variableOf(person);
    const token = env[name];
    const teamsToken = token ? readTeamsToken(token) : null;
    if (teamsToken) teamsTokens.set(person, teamsToken);
    else if (token) missing.push(`${name}: found no Entra access token (not shown)`);
    else missing.push(`${name}: teamsToken 1 of a Teams user, an Entra access token with Teams.ManageCalls`);
  }
  const [alice, bob, carol] = persons.map((person) => teamsTokens.get(person));
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
      teamsTokens: { alice, bob, carol },
      callerToken: given('TEST_ALICE_A2'),
      threadId: given('TEST_THREAD_ID'),
      meetingLink: given('TEST_MEETING_LINK'),
      callingModule: given('TEST_CALLING_MODULE'),
      callingCommon: given('TEST_CALLING_COMMON'),
      secrets: secrets.flatMap((secret) => secret || []),
    },
  };
}
