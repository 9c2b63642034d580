import { createControls } from '../../support/controls.ts';
import {
  callStateText,
  dial,
  endedCallNotice,
  expect,
  measureLoudness,
  people,
  test,
} from '../../support/app/appTest.ts';

test('the caller hears the telephone network before the telephone answers', async ({ openAppAs, system }) => {
  const emulator = createControls(system);
  const { page } = await openAppAs(people.alice.upn);
  await emulator.setConditions({
    earlyMedia: true,
    refuseCalls: { code: 486, subCode: 560486, afterMs: 4_000, times: 1 },
  });
  await dial(page, '+14255550100', 'Call');
  await expect(callStateText(page, 'Waiting for an answer…')).toBeVisible();
  expect(await measureLoudness(page)).toBeGreaterThan(0.05);
  await expect(endedCallNotice(page, 'is busy')).toBeVisible();
  await emulator.resetCalls();
});
