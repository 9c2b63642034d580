import type { Page } from '@playwright/test';
import { control, expect, people, signIn, test } from '../support/app/appTest.ts';
import { callByClock, expectCall, notice, storedTokens } from '../support/app/faultTest.ts';

/** Two tabs of one user: neither blocks the other, and a sign-out in one does not end a call in the other. */

/** The Web Lock that a tab holds while it renews a token. */
const renewalLock = 'switchboard.renewal';

const waitingTabs = (page: Page) =>
  page.evaluate(async (lock) => {
    const { pending = [] } = await navigator.locks.query();
    return pending.filter(({ name }) => name === lock).length;
  }, renewalLock);

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

  /** Moves the clock to where the tokens of both tabs are due for renewal. */
  const makeBothDue = () => jump('51:00');

  let running = 0;
  let maxRunning = 0;
  let answered = 0;
  let answerFirst = () => {};
  const firstIsHeld = new Promise<void>((resolve) => (answerFirst = resolve));
  await context.route('**/api/token', async (route) => {
    maxRunning = Math.max(maxRunning, ++running);
    const response = await route.fetch();
    await firstIsHeld;
    running -= 1;
    answered += 1;
    await route.fulfill({ response });
  });

  await test.step('one after another', async () => {
    await makeBothDue();
    await expect.poll(async () => [running, await waitingTabs(page)]).toEqual([1, 1]);
    answerFirst();
    await expect.poll(() => answered).toBe(2);
    expect(maxRunning).toBe(1);
  });

  await test.step('one tab hangs during its turn: the other goes ahead after 5 s', async () => {
    await other.evaluate(
      (lock) => void navigator.locks.request(lock, () => new Promise(() => {})),
      renewalLock,
    );
    log.forget();
    await makeBothDue();
    await expect.poll(() => answered, { timeout: 20_000 }).toBe(4);
    expect(log.exchanges.length).toBe(1);
  });

  await test.step('signed out in the other tab: the app says so, keeps no token, and the call goes on until the user hangs up', async () => {
    await other.getByRole('button', { name: 'Account' }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(notice(page, 'signed-out-elsewhere')).toBeVisible();
    await expect.poll(() => storedTokens(page)).toEqual([]);
    // Past the token's expiry the app says nothing about a renewal, which is impossible now.
    await pass(4000, 400);
    await expect(page.getByRole('alert')).toHaveCount(1);
    await expectCall(page);
    expect(log.visits).toEqual([]);
    await control(page, 'Hang up').click();
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
    expect(await storedTokens(page)).toEqual([]);
  });
});
