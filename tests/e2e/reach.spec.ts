import type { Page } from '@playwright/test';
import { control, expect, inCall, incoming, people, signIn, test } from '../support/app/appTest.ts';

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
  for (const { page } of [b, c])
    await incoming(page).getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();
  for (const name of [bob.name, carol.name]) await expect(a.page.getByRole('group', { name })).toBeVisible();
  await control(a.page, 'Hang up').click();
  await a.page.getByRole('button', { name: 'Close' }).click();
  const recent = (page: Page) => page.getByRole('region', { name: 'Recent calls' }).getByRole('listitem');
  await expect(recent(a.page)).toHaveText([/Carol Chen, Bob Baker Outgoing/]);
  // Whoever was called finds everyone in the list, too, and calls everyone back.
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
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(box).toHaveValue('');

  const link = 'https://teams.microsoft.com/l/meetup-join/19%3Ameeting_adhoc%40thread.v2/0';
  await box.fill(link);
  await expect(page.getByRole('link', { name: 'Open this meeting in Teams' })).toHaveAttribute('href', link);
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Close' }).click();
  // A meeting is called back as a meeting, not as whoever happened to be in it.
  const recent = page.getByRole('region', { name: 'Recent calls' });
  await recent.getByRole('button', { name: /^Teams meeting Outgoing/ }).click();
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Close' }).click();

  await box.pressSequentially('+14255550100');
  await expect(box).toHaveValue('+1 425 555 0100');
  await box.press('Backspace');
  await expect(box).toHaveValue('+1 425 555 010');
  await box.fill('28:orgid:aa000000-0000-4000-8000-0000000000aa');
  await expect(page.getByText('Calls a call queue or an auto attendant.')).toBeVisible();
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: /^aa000000-/ })).toBeVisible();
  await control(page, 'Hang up').click();
});

test('people in the dial box have a star and a card; favourites keep their order, and one press calls them', async ({
  signedIn,
}) => {
  const { page } = await signedIn(alice.upn);
  const box = page.getByRole('combobox', { name: 'Call someone' });
  const favourites = page.getByRole('region', { name: 'Favourites' });
  await expect(favourites.getByText('Select the star next to someone')).toBeVisible();
  for (const { upn, name } of [bob, people.echo]) {
    await box.fill(upn);
    await page.getByRole('option', { name: new RegExp(`${name}.* · Available`) }).waitFor();
    await page.getByRole('button', { name: new RegExp(`^Favourite: ${name}`) }).click();
    await box.fill('');
  }
  const rows = favourites.getByRole('listitem');
  await expect(rows).toHaveText([/Bob Baker.*Available/, /Echo.*Available/]);
  await expect(rows.first().locator('img')).toHaveAttribute('src', /^blob:/);
  await expect(rows.last().locator('img')).toHaveCount(0);
  await favourites.getByRole('button', { name: 'Edit favourites' }).click();
  const up = rows.last().getByRole('button', { name: /^Move Echo.* up$/ });
  await up.focus();
  await page.keyboard.press('Enter');
  await expect(rows.first()).toHaveText(/Echo/);
  await expect(rows.first().getByRole('button', { name: /^Move Echo.* up$/ })).toBeFocused();
  await page.reload();
  await expect(rows.first()).toHaveText(/Echo/, { timeout: 20_000 });

  await favourites.getByRole('button', { name: /^Bob Baker/ }).click();
  const card = page.getByRole('dialog', { name: 'About Bob Baker' });
  await expect(card.getByText(`8:orgid:${bob.id}`)).toBeVisible();
  await expect(card.getByText(bob.upn)).toBeVisible();
  await expect(card.getByRole('link', { name: 'Open in Teams' })).toHaveAttribute(
    'href',
    'https://teams.microsoft.com/l/chat/0/0?users=bob%40fabrikam.example',
  );
  await page.keyboard.press('Escape');
  await expect(card).toBeHidden();

  await rows
    .first()
    .getByRole('button', { name: /^Call Echo/ })
    .click();
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await control(page, 'Hang up').click();
  await page.getByRole('button', { name: 'Close' }).click();
  const star = page
    .getByRole('region', { name: 'Recent calls' })
    .getByRole('button', { name: /^Favourite: Echo/ });
  await expect(star).toHaveAttribute('aria-pressed', 'true');
  await star.click();
  await expect(rows).toHaveText([/Bob Baker/]);
  // Whoever takes somebody out goes on from the list.
  await favourites.getByRole('button', { name: 'Edit favourites' }).click();
  await rows.first().getByRole('button', { name: 'Favourite: Bob Baker' }).click();
  await expect(rows).toHaveCount(0);
  await expect(favourites).toBeFocused();
});

test.describe('the directory fails', () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test('the app explains the failure, retries when the directory was busy, and ids still work', async ({
    signedIn,
  }) => {
    const { page } = await signedIn(alice.upn);
    const box = page.getByRole('combobox', { name: 'Call someone' });
    const call = page.getByRole('button', { name: 'Call', exact: true });
    const answerWith = async (answer: Parameters<typeof page.route>[1]) => {
      await page.unroute('**/v1.0/users?**');
      await page.route('**/v1.0/users?**', answer);
    };
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'retry-after' };

    await answerWith((route) => route.fulfill({ status: 403, headers, json: {} }));
    await box.fill('bo');
    await expect(page.getByText('does not let this app search for people')).toBeVisible();

    let asked = 0;
    await answerWith((route) => {
      asked++;
      return asked === 1
        ? route.fulfill({ status: 429, headers: { ...headers, 'retry-after': '3' }, json: {} })
        : route.continue();
    });
    await box.fill('bob');
    await expect(page.getByText('The directory is busy.')).toBeVisible();
    await box.fill(`8:orgid:${carol.id}`);
    await expect(page.getByText('Calls Carol Chen.')).toBeVisible();
    await expect(call).toBeEnabled();
    await box.fill('bob');
    await expect(page.getByText('Calls Bob Baker.')).toBeVisible({ timeout: 15_000 });
    expect(asked).toBe(2);

    // What comes late, for a name that is no longer wanted, is dropped.
    await answerWith(async (route) => {
      if (route.request().url().includes('car')) await new Promise((done) => setTimeout(done, 1500));
      await route.continue().catch(() => {});
    });
    await box.fill('car');
    await expect(page.getByText('Searching…')).toBeVisible();
    await page.waitForTimeout(300);
    await box.fill('echo');
    await expect(page.getByText('Calls Echo')).toBeVisible();
    await page.waitForTimeout(1500);
    await expect(page.getByText('Calls Echo')).toBeVisible();

    await answerWith((route) => route.abort('internetdisconnected'));
    await box.fill('dav');
    await expect(page.getByText('The directory cannot be reached.')).toBeVisible();
    await page.route('**/v1.0/users/**', (route) => route.abort('internetdisconnected'));
    await box.fill(`8:orgid:${bob.id}`);
    await expect(call).toBeEnabled();
  });
});

test('hostile names are shown as one short line of text, and nothing moves', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  const box = page.getByRole('combobox', { name: 'Call someone' });
  const call = page.getByRole('button', { name: 'Call', exact: true });
  const before = await call.boundingBox();
  const evil = '<img src=x onerror=alert(1)>\u202Egnirts\n'.repeat(400);
  await page.route('**/v1.0/users?**', (route) =>
    route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: {
        value: [bob.id, carol.id].map((id) => ({
          id,
          displayName: evil,
          userPrincipalName: `${id}@fabrikam.example`,
          jobTitle: evil,
        })),
      },
    }),
  );
  await box.fill('evil');
  const options = page.getByRole('option');
  await expect(options).toHaveCount(2);
  expect(await options.first().textContent()).not.toContain('\u202E');
  expect((await options.first().boundingBox())?.height).toBeLessThan(64);
  expect(await call.boundingBox()).toEqual(before);
  await options.first().click();
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
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
    await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
    await control(page, 'Hang up').click();
  });
});
