import { decodeJwt } from 'jose';
import { teamsPermissions, teamsScopes } from '../../src/contract/teamsPermissions.ts';
import { createIdentityClient } from '../../src/server/exchange/identityClient.ts';
import type { AcsAccess } from '../../src/server/settings/acsResources.ts';
import type { Settings } from '../../src/server/settings/settings.ts';
import type { Redactor } from './record/redactor.ts';
import type { StepRecorder } from './record/stepRecorder.ts';
import { adviseAfterExchange, adviseAfterRefusal, findAccountFault } from './sign-in/advice.ts';
import {
  EntraRefusal,
  renewWithRefreshToken,
  signInWithDeviceCode,
  type EntraTokens,
} from './sign-in/deviceCode.ts';
import { StepRefused } from './steps/step.ts';
import type { Operator, SignInName } from './target.ts';

const oidcScopes = ['openid', 'profile', 'offline_access'];

/** A Teams token, and the account to which Entra issued it. */
export interface Account extends EntraTokens {
  readonly oid: string;
  readonly permissions: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
}

/** The names and ids in an access token. */
type AccountClaims = Partial<Record<'oid' | 'tid' | 'scp' | 'upn' | 'unique_name' | 'name', string>>;

interface ExchangeAnswer {
  readonly status: number;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly acsToken?: { readonly token: string; readonly expiresAt: number };
}

export type HourTokens = ReturnType<typeof createHourTokens>;

/**
 * Creates the functions that sign the persons in, and exchange their tokens. The redactor learns every token and account.
 * Each function throws `StepRefused` with a sentence that says what to do.
 * @param onToken gets every token
 */
export function createHourTokens(
  settings: Settings,
  operator: Operator,
  redactor: Redactor,
  onToken: (token: string) => void = () => undefined,
) {
  const accounts = new Map<SignInName, Account>();
  const acsTokens = new Map<string, NonNullable<ExchangeAnswer['acsToken']>>();
  const keyOf = (person: SignInName, { endpoint }: AcsAccess) => `${person} ${endpoint}`;
  const entra = {
    authority: settings.authority,
    tenant: settings.tenants[0] ?? '',
    clientId: settings.appClientId,
  };

  function learnToken(token: string | undefined): void {
    if (!token) return;
    redactor.learnSecret(token);
    onToken(token);
  }

  async function requestWithDeviceCode(
    recorder: StepRecorder,
    person: SignInName,
    scopes: readonly string[],
  ): Promise<EntraTokens> {
    const name = `device code for the ${person === 'guest' ? 'guest' : 'person'}`;
    const answer = await recorder.recordRequest('sign-in', name, async () => {
      try {
        const tokens = await signInWithDeviceCode(
          { ...entra, scopes },
          (code) => operator.showCode(person, code),
          operator.pauseBetweenPolls,
        );
        return { status: 200, tokens };
      } catch (error) {
        if (!(error instanceof EntraRefusal)) throw error;
        return { status: error.status, code: error.code, detail: error.message, refusal: error };
      }
    });
    if ('refusal' in answer) throw new StepRefused(adviseAfterRefusal(answer.refusal));
    learnToken(answer.tokens.accessToken);
    learnToken(answer.tokens.refreshToken);
    return answer.tokens;
  }

  async function signIn(
    recorder: StepRecorder,
    person: SignInName,
    permissions: readonly string[] = teamsPermissions,
  ): Promise<Account> {
    const scopes = teamsScopes.filter((scope) => permissions.some((name) => scope.endsWith(name)));
    const tokens = await requestWithDeviceCode(recorder, person, [...oidcScopes, ...scopes]);
    const claims = decodeJwt<AccountClaims>(tokens.accessToken);
    const { oid = '', tid, scp = '', unique_name, upn = unique_name, name } = claims;
    const pseudonym = redactor.learn('person', oid, upn, unique_name, name);
    const [userName, domain] = upn?.split('@') ?? [];
    redactor.learnWords(pseudonym, name, userName);
    redactor.learn('tenant', tid, domain);
    operator.print(`  ${person} is signed in, and is ${pseudonym} in the record.`);
    const account = { ...tokens, oid, permissions: scp.split(' '), claims };
    accounts.set(person, account);
    return account;
  }

  /** @returns the person's account, with both permissions. The person signs in if necessary */
  async function getAccount(recorder: StepRecorder, person: SignInName): Promise<Account> {
    const known = accounts.get(person);
    const hasBoth = teamsPermissions.every((name) => known?.permissions.includes(name));
    const account = known && hasBoth ? known : await signIn(recorder, person);
    const fault = person === 'guest' ? null : findAccountFault(account.claims);
    if (fault) throw new StepRefused(fault);
    return account;
  }

  /** Exchanges a person's Teams token, and records the answer as `name`. `changes` make the exchange incorrect. */
  async function exchange(
    recorder: StepRecorder,
    name: string,
    account: Account,
    { acs = settings.acs[0], oid = account.oid }: { acs?: AcsAccess; oid?: string } = {},
  ): Promise<ExchangeAnswer> {
    const send = async (): Promise<ExchangeAnswer> => {
      try {
        const client = createIdentityClient(acs, settings.authority);
        const { token, expiresOn } = await client.getTokenForTeamsUser({
          teamsUserAadToken: account.accessToken,
          clientId: settings.appClientId,
          userObjectId: oid,
          abortSignal: AbortSignal.timeout(30_000),
        });
        return { status: 200, acsToken: { token, expiresAt: expiresOn.getTime() } };
      } catch (error) {
        // The error contains the request with the token, so only these fields are read.
        type RestError = Partial<{ statusCode: number; code: string; message: string }>;
        const { statusCode = 0, code, message } = error as RestError;
        return { status: statusCode, code, detail: message };
      }
    };
    const answer = await recorder.recordRequest(redactor.nameOf('person', account.oid), name, send);
    learnToken(answer.acsToken?.token);
    return answer;
  }

  return {
    signIn,
    getAccount,
    exchange,

    async getCallerToken(recorder: StepRecorder, person: SignInName): Promise<string> {
      const { refreshToken } = await getAccount(recorder, person);
      const scopes = ['openid', `api://${settings.apiClientId}/access_as_user`];
      const renewal = refreshToken ? renewWithRefreshToken({ ...entra, scopes }, refreshToken) : null;
      const renewed = await renewal?.catch((error: unknown) => {
        if (error instanceof EntraRefusal) return null;
        throw error;
      });
      const { accessToken } = renewed ?? (await requestWithDeviceCode(recorder, person, scopes));
      learnToken(accessToken);
      return accessToken;
    },

    /** @returns an ACS token, from the first resource by default */
    async getAcsToken(recorder: StepRecorder, person: SignInName, acs: AcsAccess = settings.acs[0]) {
      const known = acsTokens.get(keyOf(person, acs));
      if (known && known.expiresAt > Date.now()) return known;
      const account = await getAccount(recorder, person);
      const { status, acsToken } = await exchange(recorder, 'exchange', account, { acs });
      if (!acsToken) throw createExchangeRefusal(status);
      acsTokens.set(keyOf(person, acs), acsToken);
      return acsToken;
    },

    /** Forgets a person's ACS token of the first resource, so that the person's next page gets a new one. */
    forgetAcsToken: (person: SignInName): unknown => acsTokens.delete(keyOf(person, settings.acs[0])),

    findAccount: (person: SignInName): Account | undefined => accounts.get(person),

    /** @returns the name of a signed-in person in the record */
    pseudonymOf(person: SignInName): string {
      const oid = accounts.get(person)?.oid;
      return oid ? redactor.nameOf('person', oid) : 'nobody';
    },
  };
}

/** @param status what ACS answered @param who refused the exchange, at the beginning of a sentence */
export const createExchangeRefusal = (status: number, who = 'ACS'): StepRefused =>
  new StepRefused(adviseAfterExchange(status) ?? `${who} refused the exchange with ${status}.`);
