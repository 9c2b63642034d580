import { decodeJwt } from 'jose';
import { teamsPermissions } from '../../src/contract/teamsPermissions.ts';
import type { AcsAccess } from '../../src/server/settings/acsAccess.ts';
import { checkAcsResources } from '../../src/server/settings/acsResources.ts';
import { describeConfigFault } from '../../src/server/settings/configFault.ts';
import type { Environment } from '../../src/server/settings/environment.ts';
import type { Person } from '../support/calling/page/sdk.ts';

export const persons: readonly Person[] = ['alice', 'bob', 'carol'];

/** A person's Teams token (the Entra token that is exchanged for an ACS token), and its claims. */
export interface TeamsToken {
  readonly token: string;
  readonly oid: string;
  readonly tid: string;
  /** The client id of the application to which Entra issued the token. */
  readonly appId: string;
  readonly expiresOn: Date;
}

/** The settings of the live check. */
export interface LiveSettings {
  readonly acs: AcsAccess;
  readonly teamsTokens: Readonly<Record<Person, TeamsToken>>;
  /**
   * Alice's caller token, by which the token service recognises her. With this token the check also tries the service's route;
   * without it, only the exchange.
   */
  readonly callerToken: string | null;
  readonly threadId: string | null;
  readonly meetingLink: string | null;
  /** The address of a Calling SDK that replaces Microsoft's, such as the emulator's. */
  readonly callingModule: string | null;
  /** The address of the `@azure/communication-common` that belongs to `callingModule`. */
  readonly callingCommon: string | null;
  /** Values that the check must never print. */
  readonly secrets: readonly string[];
}

/** The settings, or a line for each setting that is missing or wrong. */
export type EnvironmentResult = { readonly live: LiveSettings } | { readonly missing: readonly string[] };

const nameTeamsTokenVariable = (person: Person) => `TEST_${person.toUpperCase()}_A1`;

/** Decodes a Teams token without verifying it. @returns `null` if the text is not a Teams token */
function readTeamsToken(token: string): TeamsToken | null {
  try {
    const { oid, tid, appid, azp, exp } = decodeJwt<Record<'oid' | 'tid' | 'appid' | 'azp', string>>(token);
    const appId = appid ?? azp;
    if (!oid || !tid || !appId || !exp) return null;
    return { token, oid, tid, appId, expiresOn: new Date(exp * 1000) };
  } catch {
    // The check does not print the error, because the error may contain a token.
    return null;
  }
}

/** Reads the settings from the environment. @see tests/azure/README.md, which explains every variable */
export function readEnvironment(env: Environment): EnvironmentResult {
  const missing: string[] = [];
  const resources = checkAcsResources(env, false);
  // The check uses one resource. The token service tests several.
  const acs = 'fault' in resources ? resources : { value: resources.value[0] };
  if ('fault' in acs) missing.push(describeConfigFault(acs.fault));
  const teamsTokens = new Map<Person, TeamsToken>();
  for (const person of persons) {
    const name = nameTeamsTokenVariable(person);
    const token = env[name];
    const teamsToken = token ? readTeamsToken(token) : null;
    if (teamsToken) teamsTokens.set(person, teamsToken);
    else if (token) missing.push(`${name}: found no Entra access token (not shown)`);
    else
      missing.push(
        `${name}: the Teams token of a user, an Entra access token with ${teamsPermissions.join(' and ')}`,
      );
  }
  const [alice, bob, carol] = persons.map((person) => teamsTokens.get(person));
  if ('fault' in acs || !alice || !bob || !carol) return { missing };
  const readOptional = (name: string) => env[name] || null;
  const accessKey = acs.value.kind === 'key' ? acs.value.connectionString.split('accesskey=')[1] : undefined;
  const secrets = [
    accessKey,
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
      callerToken: readOptional('TEST_ALICE_A2'),
      threadId: readOptional('TEST_THREAD_ID'),
      meetingLink: readOptional('TEST_MEETING_LINK'),
      callingModule: readOptional('TEST_CALLING_MODULE'),
      callingCommon: readOptional('TEST_CALLING_COMMON'),
      secrets: secrets.flatMap((secret) => secret || []),
    },
  };
}
