import type { Page } from '@playwright/test';
import { acceptCall, control, dial, expect, incoming, people, signIn, test } from '../support/app/appTest.ts';
import { recentCalls, statusLine } from '../support/app/ringing.ts';

const { alice, bob } = people;

test('calls ring in the leader tab only; another tab takes over, and the current call goes on', async ({
  open,
  signedIn,
  system,
}) => {
  test.setTimeout(120_000);
  const { page: first, context } = await open();
  await signIn(first, bob.upn);
  const second = await context.newPage();
  await second.goto(system.url);
  await signIn(second, bob.upn);
  const a = await signedIn(alice.upn);
  const take = (page: Page) => page.getByRole('button', { name: 'Use this tab' });
  await expect(take(second)).toBeVisible();
  await expect(take(first)).toHaveCount(0);

  await dial(a.page, bob.id, 'Call');
  await expect(incoming(first)).toBeVisible();
  await expect(incoming(second)).toHaveCount(0);
  await take(second).click();
  await expect(incoming(second)).toBeVisible();
  await expect(incoming(first)).toHaveCount(0);
  await take(first).click();
  await acceptCall(first);
  await expect(statusLine(first, 'Connected')).toBeVisible();

  await take(second).click();
  await expect(first.getByText('This call goes on here until it ends')).toBeVisible();
  await expect(statusLine(a.page, 'Connected')).toBeVisible();
  await control(first, 'Hang up').click();
  await first.getByRole('button', { name: 'Close' }).click();
  // Both tabs list the call once.
  for (const page of [first, second])
    await expect(recentCalls(page).getByRole('listitem')).toHaveText([/Answered · /]);

  await second.close();
  await expect(take(first)).toHaveCount(0);
  await a.page.getByRole('button', { name: 'Call again' }).click();
  await expect(incoming(first)).toBeVisible();
  await incoming(first).getByRole('button', { name: 'Decline' }).click();
});
