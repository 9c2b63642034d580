import type { Page } from '@playwright/test';
import {
  acceptCall,
  callState,
  connectCall,
  control,
  expect,
  inCall,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol, decline } = people;

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name });
const panelOf = (page: Page) => page.getByRole('complementary', { name: 'Transfer' });

async function transferTo(page: Page, target: string, how: string): Promise<void> {
  const panel = panelOf(page);
  if (!(await panel.isVisible())) {
    await control(page, 'More').click();
    await page.getByRole('menuitem', { name: 'Transfer' }).click();
  }
  await panel.getByRole('combobox', { name: 'Transfer to' }).fill(target);
  await panel.getByRole('button', { name: how }).click();
}

test('a transfer fails, the transferor takes the call back, then transfers it to voicemail', async ({
  signedIn,
}) => {
  test.slow();
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await connectCall(a.page, b.page, bob.id);

  await transferTo(a.page, decline.upn, 'Transfer now');
  await expect(panelOf(a.page).getByText(/Bob Baker is on the way to Decline/)).toBeVisible();
  await expect(
    panelOf(a.page).getByText('Decline (bot) declined. The call with Bob Baker is still here.'),
  ).toBeVisible();
  await expect(callState(a.page, 'On hold')).toBeVisible();
  await panelOf(a.page).getByRole('button', { name: 'Take Bob Baker back' }).click();
  await expect(callState(a.page, 'Connected')).toBeVisible();
  await expect(callState(b.page, 'Connected')).toBeVisible();

  await transferTo(a.page, carol.upn, 'To voicemail');
  await expect(heading(a.page, 'The call was transferred')).toBeVisible();
  await expect(callState(b.page, 'Connected')).toBeVisible();
  await expect(heading(b.page, carol.name)).toBeVisible();
  await control(b.page, 'Hang up').click();
});

test('a transfer without a call first, and one after a consultation', async ({ signedIn }) => {
  test.slow();
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  const c = await signedIn(carol.upn);
  await connectCall(a.page, b.page, bob.id);

  await transferTo(a.page, carol.name, 'Transfer now');
  await acceptCall(c.page);
  await expect(heading(a.page, 'The call was transferred')).toBeVisible();
  await expect(callState(c.page, 'Connected')).toBeVisible();
  await expect(heading(b.page, carol.name)).toBeVisible();
  await control(c.page, 'Hang up').click();
  for (const { page } of [a, b, c]) await page.getByRole('button', { name: 'Close', exact: true }).click();

  await connectCall(a.page, b.page, bob.id);
  await transferTo(a.page, carol.name, 'Ask first');
  await acceptCall(c.page);
  await expect(heading(a.page, carol.name)).toBeVisible();
  await expect(callState(b.page, 'On hold')).toBeVisible();
  await inCall(a.page).getByRole('button', { name: 'Complete the transfer: Bob Baker' }).click();
  await expect(heading(a.page, 'The call was transferred')).toBeVisible();
  for (const { page } of [b, c]) await expect(callState(page, 'Connected')).toBeVisible();
  await expect(heading(c.page, bob.name)).toBeVisible();
  await control(b.page, 'Hang up').click();
});
