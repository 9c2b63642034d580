import { expect, test } from '@playwright/test';
import { decodeJwt } from 'jose';
import type { LocalCase } from '../../src/dev/config.ts';
import { createLog } from '../../src/server/log.ts';
import { watchExchange, watchTokens } from '../support/app/tokenWatch.ts';
import { startSystem } from '../support/system.ts';
import { callControl, dialAndConnect, endedCallNotice, people, signIn } from '../support/app/appTest.ts';

/**
 * Microsoft's article on custom Teams endpoints describes two cases. In Case 1 an organisation calls with its own tenant; in
 * Case 2 an app serves users of any organisation. Microsoft numbers the tokens and credentials as artifacts. These tests
 * check that each artifact reaches only its recipient.
 */

// This file uses Playwright's own `test`, because each test starts a system of its own.

const { alice, echo } = people;
const fabrikamTenant = 'f1111111-1111-4111-8111-111111111111';
const fabrikamClientId = 'fa000000-0000-4000-8000-0000000000fa';
const contosoClientId = 'ca000000-0000-4000-8000-0000000000ca';

interface ExpectedCase {
  readonly name: LocalCase;
  readonly title: string;
  /** The tenant in the address of the sign-in page: an id, or `organizations` for any. */
  readonly authority: string;
  readonly clientId: string;
  /** The ACS credentials that authorise the exchange. */
  readonly credentials: 'HMAC' | 'managed identity' | 'user token';
}

const cases: readonly ExpectedCase[] = [
  {
    name: 'fabrikam',
    title: 'Case 1 (a): Fabrikam’s app gets its ACS token from a token service with a managed identity',
    authority: fabrikamTenant,
    clientId: fabrikamClientId,
    credentials: 'managed identity',
  },
  {
    name: 'fabrikam-direct',
    title: 'Case 1 (b): Fabrikam’s app gets its ACS token directly from the ACS resource',
    authority: fabrikamTenant,
    clientId: fabrikamClientId,
    credentials: 'user token',
  },
  {
    name: 'contoso',
    title: 'Case 2: Contoso’s app gets its ACS token from a token service with a connection string',
    authority: 'organizations',
    clientId: contosoClientId,
    credentials: 'HMAC',
  },
];

for (const { name, title, authority, clientId, credentials } of cases)
  test(title, async ({ browser }) => {
    const log: string[] = [];
    const system = await startSystem({ case: name, log: createLog('info', (line) => log.push(line)) });
    const exchange = watchExchange();
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const traffic = await watchTokens(context, page);
      await page.goto(system.url);
      await signIn(page, alice.upn);
      await dialAndConnect(page, echo.id, 'Call');
      await traffic.expectTokensNowhere(log);
      await callControl(page, 'Hang up').click();
      await expect(endedCallNotice(page, 'The call has ended')).toBeVisible();
      await traffic.waitForAll();

      const emulator = system.emulator.url;
      const isDirect = credentials === 'user token';
      const destination = isDirect
        ? `${emulator}/teamsUser/:exchangeAccessToken?api-version=2023-10-01`
        : `${system.url}/api/token`;
      const signIns = traffic.sent.filter(({ url }) => url.includes('/oauth2/v2.0/authorize?'));
      expect(signIns.length).toBeGreaterThan(0);
      for (const { url } of signIns) {
        expect(new URL(url).pathname).toBe(`/${authority}/oauth2/v2.0/authorize`);
        expect(new URL(url).searchParams.get('client_id')).toBe(clientId);
      }

      const exchangeRequests = traffic.sent.filter(({ url, body }) => url === destination && body !== '');
      expect(exchangeRequests).toHaveLength(1);
      const [{ authorization, body }] = exchangeRequests as [(typeof exchangeRequests)[number]];
      const payload = JSON.parse(body) as Record<string, string>;

      // The Teams token (artifact 1): the user's token for ACS, with the permissions to manage Teams calls and chats.
      const teamsToken = (isDirect ? payload['token'] : payload['teamsUserAadToken']) ?? '';
      const user = { tid: fabrikamTenant, oid: alice.id };
      const expectedV1Claims = {
        ...user,
        ver: '1.0',
        iss: `${emulator}/${fabrikamTenant}/`,
        appid: clientId,
      };
      expect(decodeJwt(teamsToken)).toMatchObject({
        ...expectedV1Claims,
        aud: 'https://auth.msft.communication.azure.com',
        scp: 'Teams.ManageCalls Teams.ManageChats',
      });

      // The request proves who the user is: with the caller token (artifact 2) to the token service, or, in a direct exchange,
      // with a token for ACS (artifact 3) to the ACS resource.
      const bearerClaims = decodeJwt(authorization.replace('Bearer ', ''));
      if (isDirect) {
        expect(payload).toEqual({ token: teamsToken, appId: clientId, userId: alice.id });
        // The scope `https://communication.azure.com//.default` has two slashes, so the audience ends in a slash.
        expect(bearerClaims).toMatchObject({ ...expectedV1Claims, aud: 'https://communication.azure.com/' });
      } else {
        expect(payload).toEqual({ teamsUserAadToken: teamsToken });
        expect(bearerClaims).toMatchObject({
          ...user,
          ver: '2.0',
          aud: clientId,
          azp: clientId,
          scp: 'access_as_user',
          iss: `${emulator}/${fabrikamTenant}/v2.0`,
        });
      }

      // The emulated ACS resource received the ACS credentials (artifact 3) in the header `Authorization`.
      expect(exchange.authorizations).toHaveLength(1);
      const [acsAuthorization = ''] = exchange.authorizations;
      if (credentials === 'HMAC')
        expect(acsAuthorization).toMatch(
          /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=/,
        );
      else if (isDirect) expect(acsAuthorization).toBe(authorization);
      // A managed identity is an application, so its token has no delegated permission.
      else expect(decodeJwt(acsAuthorization.replace('Bearer ', ''))).not.toHaveProperty('scp');

      // The Teams token and its signature went to one destination only.
      const signature = teamsToken.split('.')[2] ?? teamsToken;
      const requestsWithToken = traffic.sent.filter(({ everything }) => everything.includes(signature));
      expect(requestsWithToken.map(({ url }) => url)).toEqual([destination]);
      expect(JSON.stringify(requestsWithToken[0]?.authorization)).not.toContain(signature);

      // No token of this sign-in and no ACS credential is in an address, the page, storage or a log.
      // `replace` keeps only the token or the signature of artifact 3.
      traffic.tokens.set(acsAuthorization.replace(/^.*(?:Bearer |Signature=)/, ''), 'artifact 3');
      // A sign-in yields at least seven tokens. With fewer, `watchTokens` would have missed some.
      expect(traffic.tokens.size).toBeGreaterThanOrEqual(7);
      if (!isDirect) expect(log.join('')).toContain('"event":"exchanged"');
      await traffic.expectTokensNowhere(log);
    } finally {
      exchange.stop();
      await context.close();
      await system.close();
    }
  });
