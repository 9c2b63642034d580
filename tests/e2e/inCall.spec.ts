import {
  callControl,
  callStateText,
  chooseMore,
  connectCall,
  dialAndConnect,
  endedCallNotice,
  expect,
  expectMovingPicture,
  people,
  test,
} from '../support/app/appTest.ts';

const { alice, bob } = people;

/** Runs in the page: records the frequencies of the tones that the page plays, in hertz. */
function recordFrequencies(): void {
  const frequencies: number[] = [];
  Object.assign(window, { frequencies });
  const OriginalOscillatorNode = OscillatorNode;
  window.OscillatorNode = class extends OriginalOscillatorNode {
    constructor(context: BaseAudioContext, options: OscillatorOptions = {}) {
      super(context, options);
      frequencies.push(options.frequency ?? 0);
    }
  };
}

test('in a call a user shares the screen, and hears the keys of the keypad', async ({ openPages }) => {
  const [alicePage, bobPage] = await openPages(alice, bob);
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

  await chooseMore(alicePage, 'Keypad');
  await alicePage.evaluate(recordFrequencies);
  await expect(alicePage.getByRole('button', { name: '1', exact: true })).toBeFocused();
  await alicePage.keyboard.type('42#');
  await expect(alicePage.getByLabel('Sent')).toHaveText('42#');
  // The DTMF frequencies of 4, 2 and #.
  expect(await alicePage.evaluate(() => Reflect.get(window, 'frequencies') as number[])).toEqual([
    770, 1209, 697, 1336, 941, 1477,
  ]);
  await alicePage.getByRole('button', { name: 'Close Keypad' }).click();
  await callControl(alicePage, 'Hang up').click();
});

test('the app shows within a second that it is offline, and the user can hang up while offline', async ({
  openAppAs,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED/);
  const { page: alicePage, context } = await openAppAs(alice.upn);
  await dialAndConnect(alicePage, people.echo.id, 'Call');
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
