import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { servePages } from '../support/pageServer.ts';
import {
  acceptCall,
  callControl,
  callStateText,
  dial,
  dismissEndedCall,
  expect,
  expectMovingPicture,
  expectMovingVideos,
  incomingCallDialog,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob } = people;
/** The page of Microsoft's quickstart for Teams users, which loads its Calling SDK from the emulator. */
const quickstartSource = readFileSync(join(import.meta.dirname, 'quickstart.html'), 'utf8');

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const expectAppState = (page: Page, text: string) => expect(callStateText(page, text)).toBeVisible();
const expectQuickstartState = (page: Page, text: string) =>
  expect(page.locator('#call-state')).toHaveText(text);

test('users of Microsoft’s quickstart and of this app call each other, see each other, and hold the call', async ({
  openAppAs,
  system,
  browser,
}) => {
  test.slow();
  const { emulator } = system;
  const quickstartServer = await servePages({
    '/': quickstartSource.replaceAll('http://localhost:5174', emulator.url),
  });
  const context = await browser.newContext();
  const quickstartPage = await context.newPage();
  const errors: string[] = [];
  quickstartPage.on('pageerror', ({ message }) => errors.push(message));
  quickstartPage.on('console', (message) => message.type() === 'error' && errors.push(message.text()));

  const response = await fetch(`${emulator.url}/emulator/token?user=${bob.upn}`, {
    headers: { 'x-emulator-secret': emulator.secret },
  });
  const { token } = (await response.json()) as { token: string };
  await quickstartPage.goto(quickstartServer.origin);
  await quickstartPage.getByLabel('Token').fill(token);
  await press(quickstartPage, 'Login');
  const { page: alicePage } = await openAppAs(alice.upn);

  // Bob, in the quickstart page, calls Alice in the app.
  await quickstartPage.getByLabel('Teams user id').fill(alice.id);
  await press(quickstartPage, 'Start call');
  await expect(incomingCallDialog(alicePage)).toHaveAccessibleName(/Bob Baker/);
  await acceptCall(alicePage, 'Accept with video');
  await expectQuickstartState(quickstartPage, 'Connected');
  await expectAppState(alicePage, 'Connected');
  await expectMovingPicture(alicePage, bob.name);
  const remoteVideo = quickstartPage.locator('#remoteVideoContainer video');
  await expect(remoteVideo).toBeVisible();
  await expectMovingVideos(remoteVideo);

  await callControl(alicePage, 'Hold').click();
  await expectQuickstartState(quickstartPage, 'RemoteHold');
  await callControl(alicePage, 'Resume').click();
  await expectQuickstartState(quickstartPage, 'Connected');
  await press(quickstartPage, 'Hold');
  await expectAppState(alicePage, 'On hold');
  await press(quickstartPage, 'Resume');
  await expectAppState(alicePage, 'Connected');

  await press(quickstartPage, 'Hang up call');
  await expectQuickstartState(quickstartPage, 'Disconnected');
  await dismissEndedCall(alicePage);

  await dial(alicePage, bob.id, 'Video call');
  await press(quickstartPage, 'Accept call');
  await expectAppState(alicePage, 'Connected');
  await press(quickstartPage, 'Hang up call');
  await expectQuickstartState(quickstartPage, 'Disconnected');
  expect(errors).toEqual([]);
  await context.close();
  await quickstartServer.close();
});
