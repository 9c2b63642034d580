import type { Page } from '@playwright/test';
import { control, expect, people, signIn, test } from '../support/app/appTest.ts';
import { callByClock, expectCall, notice } from '../support/app/faultTest.ts';

/** Two tabs of one person: neither stands in the other's way, and a sign-out in one cuts no call in the other. */

const tokensIn = (page: Page) =>
  page.evaluate(() => Object.keys(sessionStorage).filter((key) => /token|account/i.test(key)));

test('two tabs renew one after the other, a hanging tab does not block the other, and a sign-out lets the other tab’s call end by itself', async ({
  open,
  system,
}) => {
  test.setTimeout(90_000);
  const { page, context } = await open();
  const { log, jump, pass } = await callByClock(page, system);
  const other = await context.newPage();
  await other.goto(system.url);
  await signIn(other, people.alice.upn);

  /** At one stroke: the tokens of an hour that both tabs got within a minute are due. */
  const bothDue = () => jump('51:00');

  let running = 0;
  let most = 0;
  let answered = 0;
  await context.route('**/api/token', async (route) => {
    most = Math.max(most, ++running);
    const response = await route.fetch();
    // Long enough for another tab to come in between, were it not its turn.
    await new Promise((resolve) => {
      setTimeout(resolve, 500);
    });
    running -= 1;
    answered += 1;
    await route.fulfill({ response });
  });

  await test.step('one after another', async () => {
    await bothDue();
    await expect.poll(() => answered).toBe(2);
    expect(most).toBe(1);
  });

  await test.step('one tab hangs during its turn: the other goes ahead after 5 s', async () => {
    await other.evaluate(
      () => void navigator.locks.request('switchboard.renewal', () => new Promise(() => {})),
    );
    log.forget();
    await bothDue();
    await expect.poll(() => answered, { timeout: 20_000 }).toBe(4);
    expect(log.exchanges.length).toBe(1);
  });

  await test.step('signed out in the other tab: the app says so, keeps no token, and the call goes on until the user hangs up', async () => {
    await other.getByRole('button', { name: 'Account' }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(notice(page, 'signed-out-elsewhere')).toBeVisible();
    await expect.poll(() => tokensIn(page)).toEqual([]);
    // Past the token's end: what cannot be renewed is not spoken of.
    await pass(4000, 400);
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expectCall(page);
    expect(log.visits).toEqual([]);
    await control(page, 'Hang up').click();
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    expect(await tokensIn(page)).toEqual([]);
  });
});
