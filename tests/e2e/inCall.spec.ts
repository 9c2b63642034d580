import { createControls } from '../support/controls.ts';
import {
  acceptCall,
  callControl,
  callRegion,
  callStateText,
  connectCall,
  dial,
  endedCallNotice,
  expect,
  expectMovingPicture,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob, carol } = people;

/** The property of `window` that `recordTones` adds. */
interface RecordedTones {
  /** The low and the high frequency of each keypad tone, in hertz. */
  tones: number[][];
}

/** Runs in the page: records the tones that the keypad plays. Each tone consists of two oscillators, the low one first. */
function recordTones(): void {
  const { tones } = Object.assign(window, { tones: [] }) as unknown as RecordedTones;
  const OriginalOscillatorNode = OscillatorNode;
  let lowFrequency: number | null = null;
  window.OscillatorNode = class extends OriginalOscillatorNode {
    constructor(context: BaseAudioContext, options: OscillatorOptions = {}) {
      super(context, options);
      if (lowFrequency === null) lowFrequency = options.frequency ?? 0;
      else {
        tones.push([lowFrequency, options.frequency ?? 0]);
        lowFrequency = null;
      }
    }
  };
}

test('in a call a user shares the screen, lists people, reads why a 1:1 call has no raised hands, uses the keypad, and reads that the other’s connection is weak', async ({
  openAppAs,
  system,
  expectedErrors,
}) => {
  // The browser logs the sockets that the emulator refuses.
  expectedErrors.push(/WebSocket/);
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  await connectCall(alicePage, bobPage, bob.id);

  await callControl(alicePage, 'Share screen').click();
  await expect(callControl(alicePage, 'Stop sharing')).toBeFocused();
  await expect(alicePage.getByText('You are sharing your screen.')).toBeVisible();
  await expectMovingPicture(bobPage, 'Alice Archer’s screen');
  // The participants' tiles are beside the shared screen.
  await expect(bobPage.locator('[data-arrangement=side]').getByRole('group', { name: /^Alice/ })).toHaveCount(
    2,
  );
  await callControl(alicePage, 'Stop sharing').click();
  await expect(alicePage.getByText('You are sharing your screen.')).toHaveCount(0);
  await expect(bobPage.getByRole('group', { name: 'Alice Archer' }).locator('video')).toHaveCount(0);

  await callControl(alicePage, 'People').click();
  const panel = alicePage.getByRole('complementary', { name: 'People' });
  await expect(panel.getByRole('listitem')).toContainText(['Bob Baker']);
  await panel.getByRole('button', { name: 'More options for Bob Baker' }).click();
  await expect(panel.getByRole('menuitem', { name: 'Mute Bob Baker' })).toBeDisabled();
  await alicePage.keyboard.press('Escape');
  // In a window as narrow as a phone's, the panel covers the screen except for the controls.
  await alicePage.setViewportSize({ width: 320, height: 600 });
  await callControl(alicePage, 'Hang up').click({ trial: true });
  await alicePage.setViewportSize({ width: 1280, height: 720 });
  await alicePage.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(callControl(alicePage, 'People')).toBeFocused();

  // A window at 200 % zoom is this small. The top bar must not cover the menu's first entry.
  await alicePage.setViewportSize({ width: 640, height: 400 });
  await callControl(alicePage, 'More').click();
  const raiseHand = alicePage.getByRole('menuitem', { name: 'Raise hand' });
  // Playwright hovers over an entry only if nothing covers the entry.
  await raiseHand.hover();
  await expect(raiseHand).toHaveAttribute('aria-disabled', 'true');
  await expect(raiseHand).toContainText('Not in this kind of call.');
  await alicePage.setViewportSize({ width: 1280, height: 720 });
  await alicePage.getByRole('menuitem', { name: 'Keypad' }).click();
  await alicePage.evaluate(recordTones);
  await expect(alicePage.getByRole('button', { name: '1', exact: true })).toBeFocused();
  await alicePage.keyboard.type('42#');
  await expect(alicePage.getByLabel('Sent')).toHaveText('42#');
  expect(await alicePage.evaluate(() => (window as unknown as RecordedTones).tones)).toEqual([
    // The DTMF frequencies of 4, 2 and #.
    [770, 1209],
    [697, 1336],
    [941, 1477],
  ]);
  await alicePage.getByRole('button', { name: 'Close Keypad' }).click();
  await expect(callControl(alicePage, 'More')).toBeFocused();

  // For 4 s the emulator refuses Bob's signalling connection, and tells Alice that Bob's connection is weak.
  const emulator = createControls(system);
  await emulator.setConditions({ user: bob.upn, refuseSignalling: 4_000 });
  await emulator.dropSockets(bob.upn);
  await expect(alicePage.getByRole('group', { name: bob.name }).getByLabel('Weak connection')).toBeVisible();
  await emulator.resetConditions();
  await expect(alicePage.getByRole('group', { name: bob.name }).getByLabel('Weak connection')).toHaveCount(0);
  await callControl(alicePage, 'Hang up').click();
});

test('when a user accepts a second call, the app holds the first call, and the user can switch between the two', async ({
  openAppAs,
}) => {
  const { page: alicePage } = await openAppAs(alice.upn);
  const { page: bobPage } = await openAppAs(bob.upn);
  const { page: carolPage } = await openAppAs(carol.upn);
  await connectCall(alicePage, bobPage, bob.id);

  await dial(carolPage, alice.id, 'Call');
  await acceptCall(alicePage);
  await expect(alicePage.getByRole('heading', { name: carol.name })).toBeVisible();
  await expect(callStateText(bobPage, 'On hold')).toBeVisible();
  await alicePage
    .getByRole('list', { name: 'Calls' })
    .getByRole('button', { name: /Bob Baker, On hold/ })
    .click();
  await expect(callStateText(bobPage, 'Connected')).toBeVisible();
  await expect(callStateText(carolPage, 'On hold')).toBeVisible();
  await callControl(alicePage, 'Hang up').click();
  await expect(alicePage.getByRole('heading', { name: carol.name })).toBeVisible();
  await callControl(alicePage, 'Resume').click();
  await expect(callStateText(carolPage, 'Connected')).toBeVisible();
  await callControl(alicePage, 'Hang up').click();
});

test('the app shows within a second that it is offline, and the user can hang up while offline', async ({
  openAppAs,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED/);
  const { page: alicePage, context } = await openAppAs(alice.upn);
  await dial(alicePage, people.echo.id, 'Call');
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await context.setOffline(true);
  await expect(callStateText(alicePage, 'Reconnecting…')).toBeVisible({ timeout: 1_000 });
  for (const name of ['Hold', 'Share screen', 'Turn camera on']) {
    await expect(callControl(alicePage, name)).toBeDisabled();
    await expect(callControl(alicePage, name)).toHaveAccessibleDescription('Not while reconnecting.');
  }
  await context.setOffline(false);
  await expect(callStateText(alicePage, 'Connected')).toBeVisible();
  await context.setOffline(true);
  await expect(callStateText(alicePage, 'Reconnecting…')).toBeVisible({ timeout: 1_000 });
  await callControl(alicePage, 'Hang up').click();
  await expect(endedCallNotice(alicePage, '')).toBeVisible();
});

test('a user adds a person to a call, which becomes a group call, and reads the call’s quality in words and in figures', async ({
  openAppAs,
  system,
}) => {
  const emulator = createControls(system);
  const removeCarolsAgent = await emulator.addAnsweringAgent(carol.upn);
  const { page } = await openAppAs(alice.upn);
  await dial(page, people.echo.id, 'Call');
  await expect(callStateText(page, 'Connected')).toBeVisible();
  const chooseMore = async (item: string) => {
    await callControl(page, 'More').click();
    await page.getByRole('menuitem', { name: item }).click();
  };
  await chooseMore('Add people');
  const addPanel = page.getByRole('complementary', { name: 'Add people' });
  await addPanel.getByRole('combobox', { name: 'People to add' }).fill(carol.upn);
  await addPanel.getByRole('button', { name: 'Add to the call' }).click();
  for (const name of [/^Echo/, carol.name])
    await expect(callRegion(page).getByRole('group', { name })).toBeVisible();
  await expect(page.locator('[data-arrangement=grid]')).toBeVisible();

  await chooseMore('Call quality');
  const qualityPanel = page.getByRole('complementary', { name: 'Call quality' });
  await expect(qualityPanel.getByText('From you to the others: good')).toBeVisible();
  await qualityPanel.getByRole('button', { name: 'Show details' }).click();
  await expect(qualityPanel.getByText('Round trip (ms)')).toBeVisible();
  await callControl(page, 'Hang up').click();
  await expect(endedCallNotice(page, 'The call has ended')).toBeVisible();
  await removeCarolsAgent();
});
