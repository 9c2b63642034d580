import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { SignJWT } from 'jose';
import { createSessionCaller, sessionAudience, sessionType } from '../../src/server/auth/sessionCaller.ts';
import { startSystem } from '../support/system.ts';
import { callStateText, dial, people, signIn } from '../support/app/appTest.ts';

/**
 * The token service usually verifies a user by the caller token, an Entra token for the service's own API. Alternatively, the
 * service can verify a user by the session cookie of an existing site. Then the app needs no caller token.
 */

const fabrikamTenant = 'f1111111-1111-4111-8111-111111111111';

test('with the session of an existing site, the app sends no caller token and places a call', async ({
  browser,
}) => {
  const sessionKey = randomBytes(32);
  const verifyCaller = createSessionCaller({
    cookie: '__Host-session',
    key: sessionKey,
    tenants: [fabrikamTenant],
  });
  const system = await startSystem({ verifyCaller });
  const context = await browser.newContext();
  try {
    const session = await new SignJWT({ oid: people.alice.id, tid: fabrikamTenant })
      .setProtectedHeader({ alg: 'HS256', typ: sessionType })
      .setAudience(sessionAudience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(sessionKey);
    const page = await context.newPage();
    const whenExchangeSent = page.waitForRequest('**/api/token');
    await page.goto(system.url);
    await page.evaluate((value) => (document.cookie = `__Host-session=${value}; Secure; Path=/`), session);
    await signIn(page, people.alice.upn);
    expect(await (await whenExchangeSent).headerValue('authorization')).toBeNull();
    await dial(page, people.echo.id, 'Call');
    await expect(callStateText(page, 'Connected')).toBeVisible();
  } finally {
    await context.close();
    await system.close();
  }
});
