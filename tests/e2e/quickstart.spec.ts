import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { servePages } from '../support/pageServer.ts';
import {
  acceptCall,
  callState,
  control,
  dial,
  expect,
  expectMovingPicture,
  incoming,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;
const source = readFileSync(join(import.meta.dirname, 'quickstart.html'), 'utf8');

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const press = (page: Page, name: string) => button(page, name).click();
const expectAppState = (page: Page, text: string) => expect(callState(page, text)).toBeVisible();
const expectPageState = (page: Page, text: string) => expect(page.locator('#call-state')).toHaveText(text);

/** Fails unless the page shows a moving remote video of this type. */
async function expectMovingVideo(page: Page, type: 'Video' | 'ScreenSharing'): Promise<void> {
  const time = () =>
    page
      .locator(`#remoteVideoContainer .${type} video`)
      .evaluate((video: HTMLVideoElement) => video.currentTime);
  await expect.poll(time).toBeGreaterThan(0);
  const before = await time();
  await expect.poll(time).toBeGreaterThan(before);
}

test('a page of Microsoft’s quickstart and this app: video, hold, screens, a transfer, a third person', async ({
  signedIn,
  system,
  browser,
}) => {
  test.slow();
  const { emulator } = system;
  const served = await servePages({ '/': source.replaceAll('http://localhost:5174', emulator.url) });
  const context = await browser.newContext();
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));

  const response = await fetch(`${emulator.url}/emulator/token?user=${bob.upn}`, {
    headers: { 'x-emulator-secret': emulator.secret },
  });
  const { token } = (await response.json()) as { token: string };
  await page.goto(served.origin);
  await page.getByLabel('Token').fill(token);
  await press(page, 'Login');
  const a = (await signedIn(alice.upn)).page;
  const c = (await signedIn(carol.upn)).page;

  // The page calls the app.
  await page.getByLabel('Teams user id').fill(alice.id);
  await press(page, 'Start call');
  await expect(incoming(a)).toHaveAccessibleName(/Bob Baker/);
  await acceptCall(a, 'Accept with video');
  await expectPageState(page, 'Connected');
  await expectAppState(a, 'Connected');
  await expectMovingPicture(a, bob.name);
  await expectMovingVideo(page, 'Video');

  await control(a, 'Hold').click();
  await expectPageState(page, 'RemoteHold');
  await control(a, 'Resume').click();
  await expectPageState(page, 'Connected');
  await press(page, 'Hold');
  await expectAppState(a, 'On hold');
  await press(page, 'Resume');
  await expectAppState(a, 'Connected');

  await control(a, 'Share screen').click();
  await expectMovingVideo(page, 'ScreenSharing');
  await press(page, 'Share');
  await expect(control(a, 'Share screen')).toBeVisible();
  await expect(page.locator('#remoteVideoContainer .ScreenSharing')).toHaveCount(0);
  await press(page, 'Stop sharing');

  await page.getByLabel('Teams user id').fill(carol.id);
  await press(page, 'Transfer');
  await acceptCall(c);
  await expectPageState(page, 'Disconnected');
  await expect(a.getByRole('heading', { name: carol.name })).toBeVisible();
  await expectAppState(c, 'Connected');
  await control(a, 'Hang up').click();
  for (const appPage of [a, c]) await press(appPage, 'Close');

  // The app calls the page, which adds a third person.
  await dial(a, bob.id, 'Video call');
  await press(page, 'Accept call');
  await expectAppState(a, 'Connected');
  await press(page, 'Add');
  await acceptCall(c, 'Accept with video');
  for (const name of [bob.name, carol.name]) await expectMovingPicture(a, name);
  await expect(page.locator('#remoteVideoContainer .Video video')).toHaveCount(2);
  await press(page, 'Hang up call');
  await expectPageState(page, 'Disconnected');
  await control(a, 'Hang up').click();

  expect(faults).toEqual([]);
  await context.close();
  await served.close();
});
