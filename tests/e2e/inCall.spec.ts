import { callControl, chooseMore, dialAndConnect, expect, people, test } from '../support/app/appTest.ts';

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

test('in a call a user hears the keys of the keypad', async ({ openAppAs }) => {
  const { page } = await openAppAs(people.alice.upn);
  await dialAndConnect(page, people.echo.id, 'Call');
  await chooseMore(page, 'Keypad');
  await page.evaluate(recordFrequencies);
  await expect(page.getByRole('button', { name: '1', exact: true })).toBeFocused();
  await page.keyboard.type('42#');
  await expect(page.getByLabel('Sent')).toHaveText('42#');
  // The DTMF frequencies of 4, 2 and #.
  expect(await page.evaluate(() => Reflect.get(window, 'frequencies') as number[])).toEqual([
    770, 1209, 697, 1336, 941, 1477,
  ]);
  await page.getByRole('button', { name: 'Close Keypad' }).click();
  await callControl(page, 'Hang up').click();
});
