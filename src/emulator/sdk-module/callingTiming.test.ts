import { expect, test } from 'vitest';
import { serviceTiming } from '../wire/conditions.ts';
import { createConditionStore } from '../core/conditionStore.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator();
const fetchTiming = async () => (await fetch(`${harness.emulator.url}/calling/timing`)).json();

test('timing: any page gets the delays of its agent and device manager, drawn at random for each request', async () => {
  expect(await fetchTiming()).toEqual({ agentMs: 0, deviceManagerMs: 0 });
  await harness.controlJson('POST', 'conditions', { timing: serviceTiming });
  const answers = (await Promise.all(Array.from({ length: 20 }, fetchTiming))) as (typeof serviceTiming)[];
  expect(answers.every(({ deviceManagerMs }) => deviceManagerMs === 7_000)).toBe(true);
  const agentDelays = answers.map(({ agentMs }) => Number(agentMs));
  expect(Math.min(...agentDelays)).toBeGreaterThanOrEqual(2_000);
  expect(Math.max(...agentDelays)).toBeLessThanOrEqual(5_000);
  expect(new Set(agentDelays).size).toBeGreaterThan(1);
});

test('timing: the emulator refuses an invalid range of delays', async () => {
  for (const agentMs of [-1, 1.5, [5, 2], [1, 2, 3], '2 s']) {
    expect((await harness.control('POST', 'conditions', { timing: { agentMs } })).status).toBe(400);
  }
});

test('timing: a reset restores the timing with which the emulator started', () => {
  const conditions = createConditionStore({ timing: serviceTiming });
  conditions.set({ timing: null });
  expect(conditions.read().timing).toBeUndefined();
  conditions.reset();
  expect(conditions.read().timing).toEqual(serviceTiming);
});
