import type { Page } from '@playwright/test';
import { acceptCall, callState, control, expect, people, signIn, test } from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

test('the dial box finds people by name and address; a single match needs no choice; several people start a group call', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  const c = await signedIn(carol.upn);
  const box = a.page.getByRole('combobox', { name: 'Call someone' });
  const call = a.page.getByRole('button', { name: 'Call', exact: true });

  await box.fill('carol@fabrikam.example');
  await expect(a.page.getByText('Calls Carol Chen.')).toBeVisible();
  await box.fill('nobody of this name');
  await expect(a.page.getByText('Nobody with this name or address was found.')).toBeVisible();
  await expect(call).toBeDisabled();

  await box.fill('bob');
  await a.page.getByRole('option', { name: /Bob Baker/ }).click();
  await box.fill('carol');
  await a.page.getByRole('option', { name: /Carol Chen/ }).click();
  await expect(a.page.getByText('Calls Bob Baker, Carol Chen together.')).toBeVisible();
  await box.fill('bob');
  await expect(a.page.getByText('They are already chosen.')).toBeVisible();
  await a.page.getByRole('button', { name: 'Remove Bob Baker' }).click();
  await expect(box).toBeFocused();
  await box.fill('bob@');
  await a.page.getByRole('option', { name: /Bob Baker/ }).click();
  for (const self of [alice.upn, alice.id]) {
    await box.fill(self);
    await expect(a.page.getByText('This is you.')).toBeVisible();
    await expect(a.page.getByRole('option')).toHaveCount(0);
    await expect(call).toBeDisabled();
  }
  await box.fill('');
  await call.click();
  for (const { page } of [b, c]) await acceptCall(page);
  await expect(callState(a.page, 'Connected')).toBeVisible();
  for (const name of [bob.name, carol.name]) await expect(a.page.getByRole('group', { name })).toBeVisible();
  await control(a.page, 'Hang up').click();
  await a.page.getByRole('button', { name: 'Close' }).click();
  const recent = (page: Page) => page.getByRole('region', { name: 'Recent calls' }).getByRole('listitem');
  await expect(recent(a.page)).toHaveText([/Carol Chen, Bob Baker Outgoing/]);
  // A callee's list names the whole group as well.
  await control(b.page, 'Hang up').click();
  await b.page.getByRole('button', { name: 'Close' }).click();
  await expect(recent(b.page)).toHaveText([/(Alice Archer, Carol Chen|Carol Chen, Alice Archer) Answered/]);
});

test('the dial box calls a phone number and joins a meeting, and a link fills it without placing a call', async ({
  open,
}) => {
  const { page } = await open({ path: '/?call=%2B14255550100' });
  await signIn(page, alice.upn);
  const box = page.getByRole('combobox', { name: 'Call someone' });
  await expect(box).toHaveValue('+14255550100');
  await expect(page.getByText('Calls the phone number +1 425 555 0100.')).toBeVisible();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callState(page, 'Connected')).toBeVisible();
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(box).toHaveValue('');

  const link = 'https://teams.microsoft.com/l/meetup-join/19%3Ameeting_adhoc%40thread.v2/0';
  await box.fill(link);
  await expect(page.getByRole('link', { name: 'Open this meeting in Teams' })).toHaveAttribute('href', link);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callState(page, 'Connected')).toBeVisible();
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Close' }).click();
  // The list calls back the meeting, not the people who were in it.
  const recent = page.getByRole('region', { name: 'Recent calls' });
  await recent.getByRole('button', { name: /^Teams meeting Outgoing/ }).click();
  await expect(callState(page, 'Connected')).toBeVisible();
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Close' }).click();

  await box.pressSequentially('+14255550100');
  await expect(box).toHaveValue('+1 425 555 0100');
  await box.press('Backspace');
  await expect(box).toHaveValue('+1 425 555 010');
  await box.fill('28:orgid:aa000000-0000-4000-8000-0000000000aa');
  await expect(page.getByText('Calls a call queue or an auto attendant.')).toBeVisible();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(callState(page, 'Connected')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^aa000000-/ })).toBeVisible();
  await control(page, 'Hang up').click();
});

test.describe('the user may not create a chat', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('a group call asks for the id of a chat', async ({ signedIn }) => {
    const { page } = await signedIn(alice.upn);
    await page.route('**/v1.0/chats', (route) =>
      route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: {} }),
    );
    const box = page.getByRole('combobox', { name: 'Call someone' });
    const call = page.getByRole('button', { name: 'Call', exact: true });
    for (const { name, upn } of [people.echo, bob]) {
      await box.fill(upn);
      await page.getByRole('option', { name: new RegExp(name) }).click();
    }
    await call.click();
    const thread = page.getByRole('textbox', { name: 'Chat of the group call' });
    await thread.fill('19:x@elsewhere');
    await expect(page.getByText('A chat’s id looks like')).toBeVisible();
    await expect(call).toBeDisabled();
    await thread.fill('19:0123456789abcdef0123456789abcdef@thread.v2');
    await call.click();
    await expect(callState(page, 'Connected')).toBeVisible();
    await control(page, 'Hang up').click();
  });
});
