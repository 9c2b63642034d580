import { expect, test } from 'vitest';
import { serviceTiming } from '../wire/callConditions.ts';
import { createConditions } from '../core/conditionStore.ts';
import { timingOption } from '../environment.ts';
import { withEmulator } from '../testing/withEmulator.ts';

const harness = withEmulator();
const ask = async () => (await fetch(`${harness.emulator.url}/calling/timing`)).json();

test('timing: a page without the secret gets the times of agent and device manager, random for each request', async () => {
  expect(await ask()).toEqual({ agentMs: 0, deviceManagerMs: 0 });
  await harness.controlJson('POST', 'conditions', { timing: serviceTiming });
  const seen = (await Promise.all(Array.from({ length: 20 }, ask))) as (typeof serviceTiming)[];
  expect(seen.every(({ deviceManagerMs }) => deviceManagerMs === 7_000)).toBe(true);
  const agents = seen.map(({ agentMs }) => Number(agentMs));
  expect(Math.min(...agents)).toBeGreaterThanOrEqual(2_000);
  expect(Math.max(...agents)).toBeLessThanOrEqual(5_000);
  expect(new Set(agents).size).toBeGreaterThan(1);
});

test('timing: an invalid span is refused', async () => {
  for (const agentMs of [-1, 1.5, [5, 2], [1, 2, 3], '2 s']) {
    expect((await harness.control('POST', 'conditions', { timing: { agentMs } })).status).toBe(400);
  }
});

test('EMULATOR_TIMING: service or nothing, and service-like timing survives a reset', () => {
  expect(timingOption('service')).toEqual({ timing: 'service' });
  expect(timingOption('')).toEqual({});
  expect(() => timingOption('slow')).toThrow('EMULATOR_TIMING is "slow"');
  const conditions = createConditions({ timing: serviceTiming });
  conditions.set({ timing: null });
  expect(conditions.of().timing).toBeUndefined();
  conditions.reset();
  expect(conditions.of('anybody').timing).toEqual(serviceTiming);
});
