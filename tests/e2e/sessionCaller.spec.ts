import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { SignJWT } from 'jose';
import { createSessionCaller, sessionAudience, sessionType } from '../../src/server/auth/sessionCaller.ts';
import { startSystem } from '../support/system.ts';
import { callState, dial, people, signIn } from '../support/app/appTest.ts';

/** The app with the guide's second way to verify callers: an existing site's session instead of a caller token. */

const fabrikamTenant = 'f1111111-1111-4111-8111-111111111111';

test('Case 2 with the session of an existing site: the app sends no artifact 2 and places a call', async ({
  browser,
}) => {
  const key = randomBytes(32);
  const verifyCaller = createSessionCaller({ cookie: '__Host-session', key, tenants: [fabrikamTenant] });
  const system = await startSystem({ verifyCaller });
  const context = await browser.newContext();
  try {
    const session = await new SignJWT({ oid: people.alice.id, tid: fabrikamTenant })
      .setProtectedHeader({ alg: 'HS256', typ: sessionType })
      .setAudience(sessionAudience)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(key);
    const page = await context.newPage();
    const exchange = page.waitForRequest('**/api/token');
    await page.goto(system.url);
    await page.evaluate((value) => (document.cookie = `__Host-session=${value}; Secure; Path=/`), session);
    await signIn(page, people.alice.upn);
    expect(await (await exchange).headerValue('authorization')).toBeNull();
    await dial(page, people.echo.id, 'Call');
    await expect(callState(page, 'Connected')).toBeVisible();
  } finally {
    await context.close();
    await system.close();
  }
});
