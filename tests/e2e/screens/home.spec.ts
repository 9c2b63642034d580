import type { Page } from '@playwright/test';
import { expect, people, signIn, test } from '../../support/app/appTest.ts';
import { controls } from '../../support/controls.ts';
import { lookAt } from './look.ts';

/** The phone while the user is in no call. */

const { alice, bob, carol, echo } = people;

const box = (page: Page) => page.getByRole('combobox', { name: 'Call someone' });
const ready = (page: Page) => expect(box(page)).toBeVisible({ timeout: 20_000 });

/** Stores a call history and favourites, as after days of use. */
async function fillLists(page: Page): Promise<void> {
  await page.evaluate(
    ({ id, others }) => {
      const [b = '', c = '', e = ''] = others.map((oid) => `8:orgid:${oid}`);
      const hour = 3_600_000;
      const entry = (hours: number, other: string | null, outcome: string, seconds: number | null = null) => {
        const at = Date.now() - hours * hour;
        return { key: `${hours}`, other, name: null, outcome, withVideo: false, at, seconds };
      };
      const entries = [
        entry(0.1, b, 'missed'),
        entry(0.3, c, 'answered', 754),
        entry(0.5, e, 'placed', 42),
        entry(26, '4:+14255550100', 'unanswered'),
        entry(27, b, 'elsewhere'),
        entry(60, null, 'declined'),
      ];
      localStorage.setItem(`switchboard.kept.history.${id}`, JSON.stringify({ entries, seenAt: 0 }));
      const favourites = [
        { id: b, name: 'Bob Baker' },
        { id: c, name: 'Carol Chen' },
        { id: '4:+14255550100', name: '+1 425 555 0100' },
      ];
      localStorage.setItem(`switchboard.kept.favourites.${id}`, JSON.stringify(favourites));
    },
    { id: alice.id, others: [bob.id, carol.id, echo.id] },
  );
}

test('ready, suggestions, a card, notices', async ({ open, system, expectedErrors }) => {
  test.setTimeout(240_000);
  expectedErrors.push(/403|404/);
  const { page, context } = await open();
  await signIn(page, alice.upn);
  await lookAt(page, 'ready-empty');
  await fillLists(page);
  await page.reload();
  await ready(page);
  await expect(page.getByText('1 missed')).toBeVisible();
  await lookAt(page, 'ready');
  await page.getByRole('button', { name: 'Edit favourites' }).click();
  await lookAt(page, 'favourites-edited');
  await page.getByRole('button', { name: 'Done' }).click();

  await box(page).fill('a');
  await expect(page.getByRole('option').first()).toBeVisible();
  await lookAt(page, 'typing-people');
  await box(page).fill('bob');
  await expect(page.getByText('Calls Bob Baker.')).toBeVisible();
  await box(page).press('Escape');
  await lookAt(page, 'typing-one');
  await page.getByRole('button', { name: 'About Bob Baker' }).click();
  await lookAt(page, 'person-card');
  await page.keyboard.press('Escape');
  await box(page).fill('somebody');
  await expect(page.getByText('Nobody with this name')).toBeVisible();
  await lookAt(page, 'typing-nobody');
  await box(page).fill('8:orgid:b0000000');
  await lookAt(page, 'typing-invalid');
  await page.route('**/v1.0/users?**', (route) =>
    route.fulfill({ status: 403, headers: { 'access-control-allow-origin': '*' }, json: {} }),
  );
  await box(page).fill('car');
  await expect(page.getByText('does not let this app search')).toBeVisible();
  await lookAt(page, 'typing-not-allowed');
  await page.unroute('**/v1.0/users?**');
  for (const { upn, name } of [bob, carol]) {
    await box(page).fill(upn);
    await page.getByRole('option', { name: new RegExp(name) }).click();
  }
  await lookAt(page, 'several-chosen');
  await box(page).press('Backspace');
  await box(page).press('Backspace');

  await box(page).fill('99999999-9999-4999-8999-999999999999');
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'no-such-person' })).toBeVisible();
  await lookAt(page, 'notice');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('switch', { name: 'Do not disturb' }).click();
  await lookAt(page, 'do-not-disturb');
  const other = await context.newPage();
  await other.goto(system.url);
  await signIn(other, alice.upn);
  await expect(other.getByRole('button', { name: 'Use this tab' })).toBeVisible();
  await lookAt(other, 'another-tab');
});

test(
  'settings, tab by tab, the camera check, a camera refused',
  { tag: '@pictures' },
  async ({ signedIn }) => {
    test.setTimeout(180_000);
    const { page } = await signedIn(alice.upn);
    await page.getByRole('button', { name: 'Check your camera' }).click();
    await expect(page.getByRole('dialog').locator('video')).toBeVisible();
    await lookAt(page, 'camera-check');
    await page.getByRole('button', { name: 'Close' }).click();
    await page.evaluate(() => {
      const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = (constraints) =>
        constraints?.video
          ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
          : real(constraints);
    });
    await page.getByRole('button', { name: 'Check your camera' }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
    await lookAt(page, 'camera-check-refused');
    await page.getByRole('button', { name: 'Close' }).click();

    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    const dialog = page.getByRole('dialog', { name: 'Settings' });
    await expect(dialog).toBeVisible();
    await lookAt(page, 'settings-devices');
    await dialog.getByRole('button', { name: 'Check the microphone' }).click();
    await dialog.getByRole('button', { name: 'Check the connection' }).click();
    await expect(dialog.getByText('Checking…')).toHaveCount(0);
    await lookAt(page, 'settings-devices-checked');
    for (const tab of await dialog.getByRole('tab').all()) {
      if ((await tab.getAttribute('aria-selected')) === 'true') continue;
      await tab.click();
      await lookAt(page, `settings-${(await tab.textContent())?.toLowerCase()}`);
    }
  },
);

test('a call that rings, two that ring, and those missed', async ({ signedIn, system }) => {
  test.setTimeout(120_000);
  const { page } = await signedIn(alice.upn);
  const ring = (as: string) => controls(system).act({ as, act: 'ring', to: alice.upn });
  const incoming = page.getByRole('alertdialog', { name: /Incoming call/ });
  await ring(bob.upn);
  await expect(incoming).toHaveCount(1);
  await lookAt(page, 'incoming');
  await ring(carol.upn);
  await expect(incoming).toHaveCount(2);
  await lookAt(page, 'incoming-two');
  await controls(system).clear();
  await expect(incoming).toHaveCount(0);
  await expect(page.getByRole('alert').filter({ hasText: 'You missed a call' }).first()).toBeVisible();
  await lookAt(page, 'missed');
});
