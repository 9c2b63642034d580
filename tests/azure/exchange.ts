import { createAcsExchange } from '../../src/server/exchange/acsExchange.ts';
import { createIdentityClient } from '../../src/server/exchange/identityClient.ts';
import { startService } from '../../src/server/startService.ts';
import type { Environment } from '../../src/server/settings/environment.ts';
import { ExchangeResponse } from '../../src/contract/exchange.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import type { LiveSettings } from './environment.ts';
import { persons } from './environment.ts';
import type { Report } from './report.ts';

/** The largest difference that is allowed between the clocks of Azure and of this machine. */
const clockToleranceMs = 60_000;

/**
 * Checks the answer of an exchange: its ACS token must not have expired, and must not expire after the Teams token.
 * @throws an error that says what is wrong
 * @see https://learn.microsoft.com/azure/communication-services/concepts/identity-model
 */
function checkAnswer({ token, expiresOn }: ExchangeResponse, teamsTokenExpiry: Date): void {
  if (token.split('.').length !== 3) throw new Error('the answer contains no token');
  const expiresAt = Date.parse(expiresOn);
  // Negated, so that a date that cannot be parsed fails, too.
  if (!(expiresAt > Date.now())) throw new Error(`the token expired at ${expiresOn}`);
  if (expiresAt > teamsTokenExpiry.getTime() + clockToleranceMs) {
    throw new Error(
      `the token expires at ${expiresOn}, after the Teams token, which expires at ${teamsTokenExpiry.toISOString()}`,
    );
  }
}

/**
 * Exchanges each person's Teams token for an ACS token with the token service's own code. It also checks that ACS refuses to
 * exchange the token of another user.
 * @returns the ACS tokens of the persons whose exchange succeeded
 */
export async function exchangeAllTokens(
  live: LiveSettings,
  report: Report,
): Promise<Partial<Record<Person, string>>> {
  const client = createIdentityClient(live.acs, 'https://login.microsoftonline.com');
  const tokens: Partial<Record<Person, string>> = {};
  for (const person of persons) {
    const { token, oid, tid, appId, expiresOn } = live.teamsTokens[person];
    const exchange = createAcsExchange({ client, clientId: appId, consumeQuota: async () => undefined });
    const answer = await report.runCheck(
      `${person}'s Teams token is exchanged for an ACS token`,
      async () => {
        const exchangeAnswer = await exchange({ oid, tid }, token);
        checkAnswer(exchangeAnswer, expiresOn);
        return exchangeAnswer;
      },
    );
    if (answer) tokens[person] = answer.token;
  }
  await report.runCheck('the Teams token of another user is refused with acs_refused', async () => {
    const { alice, bob } = live.teamsTokens;
    const exchange = createAcsExchange({
      client,
      clientId: alice.appId,
      consumeQuota: async () => undefined,
    });
    const refusal = await exchange({ oid: bob.oid, tid: bob.tid }, alice.token).then(
      () => null,
      (error: unknown) => error as { code?: string },
    );
    if (refusal?.code !== 'acs_refused')
      throw new Error(`expected acs_refused, found ${refusal?.code ?? 'a token'}`);
  });
  return tokens;
}

/**
 * Starts the token service and requests its route as the app does. The check needs a caller token (by which the service
 * recognises the user) and the settings of the service.
 */
export async function checkRoute(live: LiveSettings, env: Environment, report: Report): Promise<void> {
  const title = 'POST /api/token exchanges a Teams token for an ACS token';
  const { callerToken } = live;
  if (!callerToken || !env['API_CLIENT_ID'] || !env['ALLOWED_TENANTS']) {
    report.reportNotRun(title, 'it needs TEST_ALICE_A2, API_CLIENT_ID and ALLOWED_TENANTS');
    return;
  }
  await report.runCheck(title, async () => {
    const service = await startService({ port: 0, env: { ...env, LOG_LEVEL: 'silent', WEB_ROOT: '' } });
    try {
      const { token, expiresOn } = live.teamsTokens.alice;
      const response = await fetch(`${service.url}/api/token`, {
        method: 'POST',
        headers: { authorization: `Bearer ${callerToken}`, 'content-type': 'application/json' },
        body: JSON.stringify({ teamsUserAadToken: token }),
      });
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
      checkAnswer(ExchangeResponse.parse(await response.json()), expiresOn);
    } finally {
      await service.close();
    }
  });
}
