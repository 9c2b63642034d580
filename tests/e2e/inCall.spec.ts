import { controls } from '../support/controls.ts';
import {
  acceptCall,
  callState,
  connectCall,
  control,
  dial,
  expect,
  expectMovingPicture,
  inCall,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

interface Tones {
  /** The two frequencies of each keypad tone, in hertz. */
  tones: number[][];
}

/** Runs in the page: records the tones that the page itself plays. */
function recordTones(): void {
  const record = Object.assign(window, { tones: [] }) as unknown as Tones;
  const Real = OscillatorNode;
  let low: number | null = null;
  window.OscillatorNode = class extends Real {
    constructor(context: BaseAudioContext, options: OscillatorOptions = {}) {
      super(context, options);
      if (low === null) low = options.frequency ?? 0;
      else {
        record.tones.push([low, options.frequency ?? 0]);
        low = null;
      }
    }
  };
}

test('in a call users share the screen, list people, raise a hand, use the keypad, and read of a weak network', async ({
  signedIn,
  system,
  expectedErrors,
}) => {
  expectedErrors.push(/WebSocket/);
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  await connectCall(a.page, b.page, bob.id);

  await control(a.page, 'Share screen').click();
  await expect(control(a.page, 'Stop sharing')).toBeFocused();
  await expect(a.page.getByText('You are sharing your screen.')).toBeVisible();
  await expectMovingPicture(b.page, 'Alice Archer’s screen');
  // The participants' tiles are beside the shared screen.
  await expect(b.page.locator('[data-arrangement=side]').getByRole('group', { name: /^Alice/ })).toHaveCount(
    2,
  );
  await control(a.page, 'Stop sharing').click();
  await expect(a.page.getByText('You are sharing your screen.')).toHaveCount(0);
  await expect(b.page.getByRole('group', { name: 'Alice Archer' }).locator('video')).toHaveCount(0);

  await control(a.page, 'People').click();
  const panel = a.page.getByRole('complementary', { name: 'People' });
  await expect(panel.getByRole('listitem')).toContainText(['Bob Baker']);
  await panel.getByRole('button', { name: 'More options for Bob Baker' }).click();
  await expect(panel.getByRole('menuitem', { name: 'Mute Bob Baker' })).toBeDisabled();
  await a.page.keyboard.press('Escape');
  // On a phone the panel covers the screen except for the controls.
  await a.page.setViewportSize({ width: 320, height: 600 });
  await control(a.page, 'Hang up').click({ trial: true });
  await a.page.setViewportSize({ width: 1280, height: 720 });
  await a.page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(control(a.page, 'People')).toBeFocused();

  // At 200 % zoom the menu's first entry is still below the top bar.
  await a.page.setViewportSize({ width: 640, height: 400 });
  await control(a.page, 'More').click();
  await a.page.getByRole('menuitem', { name: 'Raise hand' }).click();
  await a.page.setViewportSize({ width: 1280, height: 720 });
  await expect(inCall(b.page).getByText('Alice Archer raised a hand')).toBeVisible();
  await control(a.page, 'More').click();
  await a.page.getByRole('menuitem', { name: 'Keypad' }).click();
  await a.page.evaluate(recordTones);
  await expect(a.page.getByRole('button', { name: '1', exact: true })).toBeFocused();
  await a.page.keyboard.type('42#');
  await expect(a.page.getByLabel('Sent')).toHaveText('42#');
  expect(await a.page.evaluate(() => (window as unknown as Tones).tones)).toEqual([
    [770, 1209],
    [697, 1336],
    [941, 1477],
  ]);
  await a.page.getByRole('button', { name: 'Close Keypad' }).click();
  await expect(control(a.page, 'More')).toBeFocused();

  // Bob loses the server, which reports his weak connection to the others.
  const emulator = controls(system);
  await emulator.set({ user: bob.upn, refuseSignalling: 4_000 });
  await emulator.drop(bob.upn);
  await expect(a.page.getByRole('group', { name: bob.name }).getByLabel('Weak connection')).toBeVisible();
  await emulator.reset();
  await expect(a.page.getByRole('group', { name: bob.name }).getByLabel('Weak connection')).toHaveCount(0);
  await control(a.page, 'Hang up').click();
});

test('two calls: the second holds the first, and switching swaps them', async ({ signedIn }) => {
  const a = await signedIn(alice.upn);
  const b = await signedIn(bob.upn);
  const c = await signedIn(carol.upn);
  await connectCall(a.page, b.page, bob.id);

  await dial(c.page, alice.id, 'Call');
  await acceptCall(a.page);
  await expect(a.page.getByRole('heading', { name: carol.name })).toBeVisible();
  await expect(callState(b.page, 'On hold')).toBeVisible();
  await a.page
    .getByRole('list', { name: 'Calls' })
    .getByRole('button', { name: /Bob Baker, On hold/ })
    .click();
  await expect(callState(b.page, 'Connected')).toBeVisible();
  await expect(callState(c.page, 'On hold')).toBeVisible();
  await control(a.page, 'Hang up').click();
  await expect(a.page.getByRole('heading', { name: carol.name })).toBeVisible();
  await control(a.page, 'Resume').click();
  await expect(callState(c.page, 'Connected')).toBeVisible();
  await control(a.page, 'Hang up').click();
});

test('the app shows within a second that it is offline, and hanging up works meanwhile', async ({
  signedIn,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED/);
  const a = await signedIn(alice.upn);
  await dial(a.page, people.echo.id, 'Call');
  await expect(callState(a.page, 'Connected')).toBeVisible();
  await a.context.setOffline(true);
  await expect(callState(a.page, 'Reconnecting…')).toBeVisible({ timeout: 1_000 });
  for (const name of ['Hold', 'Share screen', 'Turn camera on']) {
    await expect(control(a.page, name)).toBeDisabled();
    await expect(control(a.page, name)).toHaveAccessibleDescription('Not while reconnecting.');
  }
  await a.context.setOffline(false);
  await expect(callState(a.page, 'Connected')).toBeVisible();
  await a.context.setOffline(true);
  await expect(callState(a.page, 'Reconnecting…')).toBeVisible({ timeout: 1_000 });
  await control(a.page, 'Hang up').click();
  await expect(a.page.getByRole('button', { name: 'Close' })).toBeVisible();
});

test('a user adds a person to a call, which becomes a group call; its quality is shown in words and in figures', async ({
  signedIn,
  system,
}) => {
  const emulator = controls(system);
  const stop = await emulator.answering(carol.upn);
  const { page } = await signedIn(alice.upn);
  await dial(page, people.echo.id, 'Call');
  await expect(callState(page, 'Connected')).toBeVisible();
  const more = async (item: string) => {
    await control(page, 'More').click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await more('Add people');
  const adding = page.getByRole('complementary', { name: 'Add people' });
  await adding.getByRole('combobox', { name: 'People to add' }).fill(carol.upn);
  await adding.getByRole('button', { name: 'Add to the call' }).click();
  for (const name of [/^Echo/, carol.name])
    await expect(inCall(page).getByRole('group', { name })).toBeVisible();
  await expect(page.locator('[data-arrangement=grid]')).toBeVisible();

  await more('Call quality');
  const quality = page.getByRole('complementary', { name: 'Call quality' });
  await expect(quality.getByText('From you to the others: good')).toBeVisible();
  await quality.getByRole('button', { name: 'Show details' }).click();
  await expect(quality.getByText('Round trip (ms)')).toBeVisible();
  await control(page, 'Hang up').click();
  await expect(page.getByRole('heading', { name: 'The call has ended' })).toBeVisible();
  await stop();
});
