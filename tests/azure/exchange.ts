import { createAcsExchange } from '../../src/server/exchange/acsExchange.ts';
import { createIdentityClient } from '../../src/server/exchange/identityClient.ts';
import { startService } from '../../src/server/startService.ts';
import type { Environment } from '../../src/server/settings/environment.ts';
import { ExchangeResponse } from '../../src/contract/exchange.ts';
import type { Person } from '../support/calling/page/sdk.ts';
import type { Live } from './environment.ts';
import { persons } from './environment.ts';
import type { Report } from './report.ts';

/** How much the clocks of Azure and of this machine may differ. */
const clockToleranceMs = 60_000;

/**
 * Fails unless the answer holds an ACS token that has not expired and that expires with the Teams token or before.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/identity-model
 */
function checkAnswer({ token, expiresOn }: ExchangeResponse, latest: Date): void {
  if (token.split('.').length !== 3) throw new Error('the answer holds no token');
  const end = Date.parse(expiresOn);
  if (!(end > Date.now())) throw new Error(`the token expired at ${expiresOn}`);
  if (end > latest.getTime() + clockToleranceMs) {
    throw new Error(
      `the token expires at ${expiresOn}, after the Teams token, which expires at ${latest.toISOString()}`,
    );
  }
}

/** Exchanges each person's Teams token with the token service's own code. @returns the ACS tokens. */
export async function exchangeAll(live: Live, report: Report): Promise<Partial<Record<Person, string>>> {
  const client = createIdentityClient({ acs: live.acs, authority: 'https://login.microsoftonline.com' });
  const tokens: Partial<Record<Person, string>> = {};
  for (const person of persons) {
    const { token, oid, tid, appId, expiresOn } = live.teamsTokens[person];
    const exchange = createAcsExchange({ client, clientId: appId, consumeQuota: async () => undefined });
    const answer = await report.check(`${person}'s Teams token is exchanged for an ACS token`, async () => {
      const given = await exchange({ oid, tid }, token);
      checkAnswer(given, expiresOn);
      return given;
    });
    if (answer) tokens[person] = answer.token;
  }
  await report.check('the Teams token of another user is refused with acs_refused', async () => {
    const { alice, bob } = live.teamsTokens;
    const exchange = createAcsExchange({
      client,
      clientId: alice.appId,
      consumeQuota: async () => undefined,
    });
    const refused = await exchange({ oid: bob.oid, tid: bob.tid }, alice.token).then(
      () => null,
      (error: unknown) => error as { code?: string },
    );
    if (refused?.code !== 'acs_refused')
      throw new Error(`expected acs_refused, found ${refused?.code ?? 'a token'}`);
  });
  return tokens;
}

/** Checks the whole route, as the app requests it. It needs the service's own settings and a caller token. */
export async function checkRoute(live: Live, env: Environment, report: Report): Promise<void> {
  const what = 'POST /api/token exchanges a Teams token for an ACS token';
  const { callerToken } = live;
  if (!callerToken || !env['API_CLIENT_ID'] || !env['ALLOWED_TENANTS']) {
    report.notRun(what, 'it needs TEST_ALICE_A2, API_CLIENT_ID and ALLOWED_TENANTS');
    return;
  }
  await report.check(what, async () => {
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
