import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import {
  control,
  dial,
  expect,
  expectMovingPicture,
  inCall,
  incoming,
  people,
  signIn,
  test,
} from './test.ts';

/** Every screen, in every look: axe finds nothing, nothing sticks out; and pictures of them for whoever asks. */

const { alice, bob } = people;
/** `npm run screenshots` sets it; the pictures of a plain test run would only be in the way. */
const folder = process.env.SCREENSHOTS;

const looks = [
  { look: 'wide-light', size: { width: 1280, height: 800 }, media: { colorScheme: 'light' } },
  { look: 'wide-dark', size: { width: 1280, height: 800 }, media: { colorScheme: 'dark' } },
  { look: 'narrow-light', size: { width: 360, height: 720 }, media: { colorScheme: 'light' } },
  { look: 'narrow-dark', size: { width: 360, height: 720 }, media: { colorScheme: 'dark' } },
  {
    look: 'wide-contrast',
    size: { width: 1280, height: 800 },
    media: { colorScheme: 'dark', forcedColors: 'active' },
  },
] as const;

async function lookAt(page: Page, name: string): Promise<void> {
  for (const { look, size, media } of looks) {
    await page.setViewportSize(size);
    await page.emulateMedia({ forcedColors: 'none', ...media });
    // Fluent fades colours in; axe would measure the middle of it.
    await page.waitForTimeout(400);
    if (folder) {
      mkdirSync(resolve(folder), { recursive: true });
      await page.screenshot({ path: join(resolve(folder), `${name}-${look}.png`) });
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, `${name} ${look}: wider than the window by`).toBeLessThanOrEqual(0);
    // Tabster's dummies are focus traps that no reader ever meets.
    const { violations } = await new AxeBuilder({ page }).exclude('[data-tabster-dummy]').analyze();
    expect(
      violations.map(({ id, nodes }) => `${look}: ${id} ${nodes.map(({ html }) => html).join(' ')}`),
      name,
    ).toEqual([]);
  }
}

test('signed out, the sign-in page, consent, ready, typing, camera check', async ({ open }) => {
  test.setTimeout(180_000);
  const { page } = await open();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await lookAt(page, 'sign-in');
  await signIn(page, alice.upn);
  await lookAt(page, 'ready');
  await page.getByRole('combobox', { name: 'Call someone' }).fill(bob.id);
  await expect(page.getByRole('option', { name: bob.name })).toBeVisible();
  await lookAt(page, 'typing');
  await page.getByRole('combobox', { name: 'Call someone' }).press('Escape');
  await page.getByRole('combobox', { name: 'Call someone' }).fill('somebody');
  await lookAt(page, 'typing-invalid');
  await page.getByRole('button', { name: 'Account' }).click();
  await lookAt(page, 'account');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Check your camera' }).click();
  await expect(page.getByRole('dialog').locator('video')).toBeVisible();
  await lookAt(page, 'camera-check');
});

test('what goes wrong before the phone is ready', async ({ open, expectedErrors }) => {
  test.setTimeout(180_000);
  expectedErrors.push(/503/);
  const { page } = await open();
  await page.route('**/config.json', (route) =>
    route.fulfill({ json: { entra: { clientId: 'x' }, secret: 1 } }),
  );
  await page.reload();
  await expect(page.getByRole('alert')).toBeVisible();
  await lookAt(page, 'config-faults');
  await page.unroute('**/config.json');
  await page.reload();
  await page.route('**/api/token', (route) => route.fulfill({ status: 503 }));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: bob.upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  await expect(accept.or(page.getByRole('alert'))).toBeVisible();
  if (await accept.isVisible()) await accept.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await lookAt(page, 'not-connected');
});

test('ringing, in a call, with a notice, ended', async ({ signedIn }) => {
  test.setTimeout(240_000);
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await dial(a.page, bob.id, 'Video call');
  await expect(inCall(a.page).getByText('Ringing…', { exact: true })).toBeVisible();
  await lookAt(a.page, 'ringing');
  await expect(incoming(b.page)).toBeVisible();
  await lookAt(b.page, 'incoming');
  await incoming(b.page).getByRole('button', { name: 'Accept with video' }).click();
  await expectMovingPicture(a.page, bob.name);
  await lookAt(a.page, 'in-call');
  await control(b.page, 'Turn camera off').click();
  await control(b.page, 'Mute').click();
  await expect(a.page.getByRole('group', { name: 'Bob Baker, muted' })).toBeVisible();
  await lookAt(a.page, 'in-call-no-picture');
  await control(a.page, 'Hold').click();
  await expect(inCall(a.page).getByText('On hold', { exact: true })).toBeVisible();
  await lookAt(a.page, 'on-hold');
  await control(a.page, 'Hang up').click();
  await expect(a.page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
  await lookAt(a.page, 'ended');
});
