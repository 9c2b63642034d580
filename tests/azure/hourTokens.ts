import { decodeJwt } from 'jose';
import { teamsPermissions } from '../../src/contract/teamsPermissions.ts';
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

const teamsPrefix = 'https://auth.msft.communication.azure.com';
const oidcScopes = ['openid', 'profile', 'offline_access'];

/** A Teams token, and the account to which Entra issued it. */
export interface Account extends EntraTokens {
  readonly oid: string;
  readonly tid: string;
  readonly permissions: readonly string[];
  readonly claims: Readonly<Record<string, unknown>>;
  readonly lifetimeSeconds: number;
}

/** The claims of an access token that the hour reads. */
type TeamsTokenClaims = Partial<Record<'oid' | 'tid' | 'scp' | 'upn' | 'unique_name' | 'name', string>>;

/** What ACS answered to an exchange. */
interface ExchangeAnswer {
  readonly status: number;
  readonly code?: string;
  readonly detail?: string;
  readonly acsToken?: string;
  readonly expiresAt?: number;
}

/** Signs the persons in, and exchanges their tokens. The redactor learns every token and account. */
export class HourTokens {
  private readonly accounts = new Map<SignInName, Account>();
  private readonly acsTokens = new Map<string, { token: string; expiresAt: number }>();
  private readonly settings: Settings;
  private readonly operator: Operator;
  private readonly redactor: Redactor;
  private readonly onToken: ((token: string) => void) | undefined;

  /** @param onToken gets every token */
  constructor(settings: Settings, operator: Operator, redactor: Redactor, onToken?: (token: string) => void) {
    this.settings = settings;
    this.operator = operator;
    this.redactor = redactor;
    this.onToken = onToken;
  }

  /**
   * Signs a person in with a device code.
   * @throws StepRefused with a sentence that says what to do
   */
  async signIn(
    recorder: StepRecorder,
    person: SignInName,
    permissions: readonly string[] = teamsPermissions,
  ): Promise<Account> {
    const scopes = [...oidcScopes, ...permissions.map((name) => `${teamsPrefix}/${name}`)];
    const tokens = await this.requestWithDeviceCode(recorder, person, scopes);
    const account = this.readAccount(person, tokens);
    this.accounts.set(person, account);
    return account;
  }

  /** @returns the person's account, with both permissions. The person signs in if necessary. @throws StepRefused */
  async getAccount(recorder: StepRecorder, person: SignInName): Promise<Account> {
    const known = this.accounts.get(person);
    const hasBoth = teamsPermissions.every((name) => known?.permissions.includes(name));
    const account = known && hasBoth ? known : await this.signIn(recorder, person);
    const fault = person === 'guest' ? null : findAccountFault(account.claims, teamsPermissions);
    if (fault) throw new StepRefused(fault);
    return account;
  }

  /**
   * Gets a token for the token service's own API.
   * @throws StepRefused with a sentence that says what to do
   */
  async getCallerToken(recorder: StepRecorder, person: SignInName): Promise<string> {
    const { refreshToken } = await this.getAccount(recorder, person);
    const scopes = ['openid', `api://${this.settings.apiClientId}/access_as_user`];
    const renewed = refreshToken
      ? await renewWithRefreshToken({ ...this.entra, scopes }, refreshToken).catch((error: unknown) => {
          if (error instanceof EntraRefusal) return null;
          throw error;
        })
      : null;
    const tokens = renewed ?? (await this.requestWithDeviceCode(recorder, person, scopes));
    this.learnTokens(tokens.accessToken);
    return tokens.accessToken;
  }

  /**
   * Exchanges a person's Teams token, and records the answer as `name`.
   * @param changes what differs from a correct exchange
   */
  async exchange(
    recorder: StepRecorder,
    name: string,
    account: Account,
    { acs = this.settings.acs[0], oid = account.oid }: { acs?: AcsAccess; oid?: string } = {},
  ): Promise<ExchangeAnswer> {
    const track = this.redactor.nameOf('person', account.oid);
    const answer = await recorder.recordRequest(track, name, () => this.sendExchange(acs, account, oid));
    this.learnTokens(answer.acsToken);
    return answer;
  }

  /** @returns an ACS token, from the first resource by default. @throws StepRefused if ACS refuses the exchange */
  async getAcsToken(
    recorder: StepRecorder,
    person: SignInName,
    acs: AcsAccess = this.settings.acs[0],
  ): Promise<{ token: string; expiresAt: number }> {
    const key = `${person} ${acs.endpoint}`;
    const known = this.acsTokens.get(key);
    if (known && known.expiresAt > Date.now()) return known;
    const account = await this.getAccount(recorder, person);
    const { status, acsToken, expiresAt } = await this.exchange(recorder, 'exchange', account, { acs });
    if (!acsToken || !expiresAt)
      throw new StepRefused(adviseAfterExchange(status) ?? `ACS refused the exchange with ${status}.`);
    const fresh = { token: acsToken, expiresAt };
    this.acsTokens.set(key, fresh);
    return fresh;
  }

  /** Forgets the ACS tokens of a person, so that the next page of the person gets a new one. */
  forgetAcsToken(person: SignInName): void {
    for (const key of this.acsTokens.keys()) if (key.startsWith(`${person} `)) this.acsTokens.delete(key);
  }

  /** @returns the account of a person who has signed in. */
  findAccount(person: SignInName): Account | undefined {
    return this.accounts.get(person);
  }

  /** @returns the name of a signed-in person in the record. */
  pseudonymOf(person: SignInName): string {
    const oid = this.findAccount(person)?.oid;
    return oid ? this.redactor.nameOf('person', oid) : 'nobody';
  }

  private learnTokens(...tokens: readonly (string | undefined)[]): void {
    for (const token of tokens) {
      if (!token) continue;
      this.redactor.learnSecret(token);
      this.onToken?.(token);
    }
  }

  private get entra() {
    const { authority, tenants, appClientId } = this.settings;
    return { authority, tenant: tenants[0] ?? '', clientId: appClientId };
  }

  private async requestWithDeviceCode(
    recorder: StepRecorder,
    person: SignInName,
    scopes: readonly string[],
  ): Promise<EntraTokens> {
    const name = `device code for the ${person === 'guest' ? 'guest' : 'person'}`;
    const answer = await recorder.recordRequest('sign-in', name, async () => {
      const signIn = signInWithDeviceCode({
        ...this.entra,
        scopes,
        showCode: (code) => this.operator.showCode(person, code),
        pause: (milliseconds) => this.operator.pauseBetweenPolls(milliseconds),
      });
      return signIn.then(
        (tokens) => ({ status: 200, tokens }),
        (error: unknown) => {
          if (!(error instanceof EntraRefusal)) throw error;
          return { status: error.status, code: error.code, detail: error.message, refusal: error };
        },
      );
    });
    if ('refusal' in answer) throw new StepRefused(adviseAfterRefusal(answer.refusal));
    const { tokens } = answer;
    this.learnTokens(tokens.accessToken, tokens.refreshToken);
    return tokens;
  }

  private readAccount(person: SignInName, tokens: EntraTokens): Account {
    const claims = decodeJwt<TeamsTokenClaims>(tokens.accessToken);
    const { oid = '', tid = '', scp = '', upn, unique_name, name, iat = 0, exp = 0 } = claims;
    const pseudonym = this.redactor.learn('person', oid, upn, unique_name, name);
    this.redactor.learnWords(pseudonym, name, (upn ?? unique_name)?.split('@')[0]);
    this.redactor.learn('tenant', tid, (upn ?? unique_name)?.split('@')[1]);
    this.operator.print(`  ${person} is signed in, and is ${pseudonym} in the record.`);
    return { ...tokens, oid, tid, permissions: scp.split(' '), claims, lifetimeSeconds: exp - iat };
  }

  private async sendExchange(acs: AcsAccess, account: Account, oid: string): Promise<ExchangeAnswer> {
    const client = createIdentityClient(acs, this.settings.authority);
    try {
      const { token, expiresOn } = await client.getTokenForTeamsUser({
        teamsUserAadToken: account.accessToken,
        clientId: this.settings.appClientId,
        userObjectId: oid,
        abortSignal: AbortSignal.timeout(30_000),
      });
      return { status: 200, acsToken: token, expiresAt: expiresOn.getTime() };
    } catch (error) {
      // The error contains the request with the token, so only these fields are read.
      const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string };
      return { status: statusCode ?? 0, ...(code && { code }), ...(message && { detail: message }) };
    }
  }
}
