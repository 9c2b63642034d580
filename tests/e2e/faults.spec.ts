import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/app/accessible.ts';
import {
  control,
  dial,
  expect,
  inCall,
  incoming,
  liveTracks,
  people,
  signIn,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, echo } = people;

/** As a browser that asks before it opens a device. @returns answers what was asked so far, and all that is asked later */
async function askFirst(page: Page): Promise<(allowed: boolean) => Promise<void>> {
  await page.evaluate(() => {
    // Anew, whatever was answered before.
    Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    let answer: Promise<boolean>;
    let give: (allowed: boolean) => void = () => {};
    answer = new Promise((resolve) => (give = resolve));
    Object.assign(window, {
      answer(allowed: boolean) {
        give(allowed);
        answer = Promise.resolve(allowed);
      },
    });
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      if (await answer) return open(constraints);
      throw new DOMException('Permission denied', 'NotAllowedError');
    };
  });
  return (allowed) =>
    page.evaluate(
      (value) => (window as unknown as { answer(allowed: boolean): void }).answer(value),
      allowed,
    );
}

test('the token service is down at sign-in: the user reads so, and the retry works', async ({
  open,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_CONNECTION_REFUSED|503 \(Service Unavailable\)/);
  const { page } = await open();
  await page.route('**/api/token', (route) => route.abort('connectionrefused'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: alice.upn }).click();
  const accept = page.getByRole('button', { name: 'Accept' });
  const alert = page.getByRole('alert');
  await expect(accept.or(alert)).toBeVisible();
  if (await accept.isVisible()) await accept.click();
  await expect(alert).toContainText('The token service could not be reached.');
  await expect(alert).toContainText('service-unreachable');
  await page.unroute('**/api/token');
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
});

test('a user without a Teams licence reads so, with the service’s own code', async ({
  open,
  expectedErrors,
}) => {
  expectedErrors.push(/403 \(Forbidden\)/);
  const { page } = await open();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: people.dave.upn }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByRole('alert')).toContainText('Your account has no Teams licence');
  await expect(page.getByRole('alert')).toContainText('licence-missing');
});

test('cancelling the consent returns the user to Sign in, with the reason', async ({ open }) => {
  const { page } = await open();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: people.erin.upn }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('alert')).toContainText('The sign-in was cancelled.');
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
});

test('a wrong config.json: the page lists every fault at once', async ({ open }) => {
  const { page } = await open();
  await page.route('**/config.json', (route) =>
    route.fulfill({
      json: { entra: { clientId: 'x', tenant: 'common' }, tokenSource: { kind: 'service' }, secret: 'hush' },
    }),
  );
  await page.reload();
  const alert = page.getByRole('alert');
  for (const key of [
    'entra.clientId',
    'entra.tenant',
    'tokenSource.url',
    'tokenSource.scope',
    'graph',
    'secret',
  ])
    await expect(alert.getByText(key, { exact: true })).toBeVisible();
  await page.unroute('**/config.json');
  await alert.getByRole('button', { name: 'Reload' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('config.json is missing: the page says so, and the retry works', async ({ open, expectedErrors }) => {
  expectedErrors.push(/404 \(Not Found\)/);
  const { page } = await open();
  await page.route('**/config.json', (route) => route.fulfill({ status: 404, body: 'nothing' }));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  await page.unroute('**/config.json');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('the camera is denied: the call is placed all the same, and says how to allow the camera', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  await a.page.evaluate(() => {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (constraints) =>
      constraints?.video
        ? Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
        : real(constraints);
  });
  await dial(a.page, echo.id, 'Video call');
  await expect(inCall(a.page).getByText('Connected', { exact: true })).toBeVisible();
  const alert = a.page.getByRole('alert').filter({ hasText: 'camera-refused' });
  await expect(alert).toBeVisible();
  await alert.getByRole('button', { name: 'How to allow it' }).click();
  const help = a.page.getByRole('dialog', { name: 'Let Switchboard use camera and microphone' });
  await expect(help).toContainText('icon to the left of the address');
  await expect(help).toContainText('The camera is allowed.');
  await expectAccessible(a.page);
  // As when it is changed beside the address, with the help open.
  await a.context.grantPermissions(['microphone']);
  await expect(help).toContainText('The camera is blocked.');
  await a.context.grantPermissions(['microphone', 'camera']);
  await expect(help).toContainText('The camera is allowed.');
  await a.page.getByRole('button', { name: 'Close' }).click();
  await control(a.page, 'Hang up').click();
});

test('the browser asks for devices before a call is placed or answered; if the user denies, no call is placed, and a callee can still listen', async ({
  signedIn,
}) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  const call = a.page.getByRole('button', { name: 'Call', exact: true });
  const accept = incoming(b.page).getByRole('button', { name: 'Accept with video' });
  // Long enough to be rung: it takes a tenth of that.
  const whileAsked = () => a.page.waitForTimeout(1000);

  await test.step('denied: nobody was called, and the message has its remedy', async () => {
    const answer = await askFirst(a.page);
    await dial(a.page, bob.id, 'Call');
    await whileAsked();
    await expect(call).toBeDisabled();
    await expect(inCall(a.page)).toHaveCount(0);
    await expect(incoming(b.page)).toHaveCount(0);
    await answer(false);
    const alert = a.page.getByRole('alert').filter({ hasText: 'microphone-needed' });
    await expect(alert).toContainText('Nobody was called.');
    await expectAccessible(a.page);
    await alert.getByRole('button', { name: 'How to allow it' }).click();
    await a.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await expect(call).toBeEnabled();
    await whileAsked();
    await expect(incoming(b.page)).toHaveCount(0);
  });

  await test.step('allowed: the call is placed, and keeps ringing while the callee’s browser asks', async () => {
    const answerA = await askFirst(a.page);
    const answerB = await askFirst(b.page);
    await call.click();
    await whileAsked();
    await expect(incoming(b.page)).toHaveCount(0);
    await answerA(true);
    await accept.click();
    await whileAsked();
    await expect(inCall(a.page).getByText('Ringing…', { exact: true })).toBeVisible();
    await expect(accept).toBeVisible();
    await expect(inCall(b.page)).toHaveCount(0);
    await answerB(false);
  });
  await expect(inCall(b.page).getByText('Connected', { exact: true })).toBeVisible();
  await expect(b.page.getByRole('alert').filter({ hasText: 'microphone-refused' })).toBeVisible();
  await expect(a.page.getByRole('group', { name: 'Bob Baker, muted' })).toBeVisible();
  await control(b.page, 'Hang up').click();
});

test('signalling is lost and comes back: the user can place calls again without a reload', async ({
  open,
}) => {
  const { page, context } = await open();
  let cut = () => {};
  let isDown = false;
  await context.routeWebSocket(/\/signalling/, (socket) => {
    if (isDown) return void socket.close({ code: 1011 });
    socket.connectToServer();
    cut = () => void socket.close({ code: 1011 });
  });
  await signIn(page, alice.upn);
  isDown = true;
  cut();
  await expect(page.getByText('The connection was lost.')).toBeVisible();
  await page.getByRole('combobox', { name: 'Call someone' }).fill(echo.id);
  await expect(page.getByRole('button', { name: 'Call', exact: true })).toBeDisabled();
  isDown = false;
  await expect(page.getByText('The connection was lost.')).toHaveCount(0, { timeout: 15_000 });
  await page.getByRole('button', { name: 'Call', exact: true }).click();
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  await control(page, 'Hang up').click();
});

test('no camera or microphone is live on the first screen, nor 2 s after a call', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  expect(await liveTracks(page)).toBe(0);
  await dial(page, echo.id, 'Video call');
  await expect(inCall(page).getByText('Connected', { exact: true })).toBeVisible();
  expect(await liveTracks(page)).toBeGreaterThan(0);
  await control(page, 'Hang up').click();
  await expect(page.getByRole('button', { name: 'Call again' })).toBeVisible();
  await page.waitForTimeout(2000);
  expect(await liveTracks(page)).toBe(0);
});

test('hanging up before the callee has answered releases camera and microphone', async ({ signedIn }) => {
  const { page } = await signedIn(alice.upn);
  await dial(page, people.decline.id, 'Video call');
  await control(page, 'Hang up').click();
  await expect(page.getByRole('heading', { name: 'The call was cancelled' })).toBeVisible();
  await page.waitForTimeout(2000);
  expect(await liveTracks(page)).toBe(0);
});

test('the camera check shows the video and releases the camera when closed; it says who denied it, and follows the permission', async ({
  signedIn,
}) => {
  const { page, context } = await signedIn(alice.upn);
  await page.getByRole('button', { name: 'Check your camera' }).click();
  await expect(page.getByRole('dialog', { name: 'Your camera' }).locator('video')).toBeVisible();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => liveTracks(page)).toBe(0);

  // Allowed by all that one can ask, and refused as it is opened: by the system, or a moment later.
  const answer = await askFirst(page);
  await page.getByRole('button', { name: 'Check your camera' }).click();
  await answer(false);
  const dialog = page.getByRole('dialog', { name: 'Your camera' });
  await expect(dialog.getByRole('alert')).toContainText('camera-refused');
  await expectAccessible(page);

  // What is changed beside the address is seen at once, either way, and without another press.
  const block = async () => {
    await context.clearPermissions();
    await context.grantPermissions(['microphone']);
  };
  await block();
  await answer(true);
  await context.grantPermissions(['microphone', 'camera']);
  await expect(dialog.locator('video')).toBeVisible();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  await answer(false);
  await block();
  await expect(dialog.getByRole('alert')).toContainText('camera-refused');
});
