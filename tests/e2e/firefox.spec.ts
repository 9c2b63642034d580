import type { Browser } from 'puppeteer-core';
import { firefoxPath, startFirefox } from '../support/firefox.ts';
import { dialWithFirefox, press, showsMovingPicture, signInWithFirefox } from '../support/firefoxPage.ts';
import {
  acceptCall,
  callState,
  control,
  dial,
  expect,
  expectMovingPicture,
  loudness,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob } = people;
const path = firefoxPath();

test.skip(path === null, 'Firefox is not installed on this machine: install it, or set FIREFOX_PATH.');

let firefox: Browser;
test.beforeAll(async () => {
  firefox = await startFirefox(path ?? '');
});
test.afterAll(() => firefox.close());

test('C20: Firefox calls Chromium and is called by it, with sound and video both ways', async ({
  url,
  signedIn,
}) => {
  test.setTimeout(120_000);
  const a = await firefox.newPage();
  const errors: unknown[] = [];
  a.on('pageerror', (error) => errors.push(error));
  await a.goto(url);
  await signInWithFirefox(a, alice.upn);
  const { page: b } = await signedIn(bob.upn);

  const seeEachOther = async () => {
    await expect(callState(b, 'Connected')).toBeVisible();
    await expectMovingPicture(b, alice.name);
    await expect.poll(() => showsMovingPicture(a, bob.name)).toBe(true);
    expect(await loudness(b)).toBeGreaterThan(0.01);
  };

  await dialWithFirefox(a, bob.id);
  await acceptCall(b, 'Accept with video');
  await seeEachOther();
  await control(b, 'Hang up').click();
  await press(a, 'Close');
  await b.getByRole('button', { name: 'Close' }).click();

  await dial(b, alice.id, 'Video call');
  await press(a, 'Accept with video');
  await seeEachOther();
  await press(a, 'Hang up');
  await expect(b.getByRole('button', { name: 'Call again' })).toBeVisible();
  expect(errors).toEqual([]);
});
