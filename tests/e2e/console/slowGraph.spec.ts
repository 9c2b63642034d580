import { expect, people, test } from '../../support/app/appTest.ts';
import { countWaitingGraphRequests, measureFastestCall } from '../../support/app/callTimes.ts';
import { createControls } from '../../support/controls.ts';

const { alice, bob } = people;

test('a call by an id is placed and answered as fast while Graph does not answer as while Graph answers', async ({
  openAppAs,
  system,
}) => {
  test.setTimeout(180_000);
  const emulator = createControls(system);
  const { page: caller } = await openAppAs(alice.upn);
  const { page: callee } = await openAppAs(bob.upn);
  const usual = await measureFastestCall(caller, callee, bob.id, 3);

  await emulator.setConditions({ delayGraphMs: 120_000 });
  // The new pages know no names, photos and presence, so they need Graph for each of them.
  const waitingCounts = [caller, callee].map(countWaitingGraphRequests);
  for (const page of [caller, callee]) {
    await page.reload();
    await expect(page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  }
  const slowGraph = await measureFastestCall(caller, callee, bob.id, 3);
  await emulator.resetConditions();

  for (const count of waitingCounts) expect(count()).toBeGreaterThan(0);
  // The app gives a request to Graph up after 10 s. A call that waits for a request would take at least that long.
  expect(slowGraph.ringsMs).toBeLessThan(2 * usual.ringsMs + 500);
  expect(slowGraph.connectsMs).toBeLessThan(2 * usual.connectsMs + 500);
});
