import { expect, test } from 'vitest';
import { startStandIn } from '../../azure/emulatorTarget.ts';
import { runHour } from '../../azure/runHour.ts';
import { call } from '../../azure/steps/calls.ts';
import type { HourStep } from '../../azure/steps/step.ts';

/** A step whose page sends a request to a host that the Content Security Policy does not allow. */
const violation: HourStep = {
  ...call,
  name: 'violation',
  async run({ openPage }) {
    const alice = await openPage('alice');
    await alice.run(() => fetch('http://localhost:9/').catch(() => undefined));
  },
};

/** The live hour is `npm run azure:hour`. Here the emulator stands in for Azure. */
test('the hour records what happens to a call in real browser pages, and what their policy blocks', async () => {
  const standIn = await startStandIn();
  const operator = standIn.createOperator(() => undefined);
  const record = await runHour(standIn.target, operator, [call, violation]);
  await standIn.target.close();

  const [step] = record.steps;
  expect(step?.outcome).toBe('completed');
  const listValues = (track: string, kind: string) =>
    step?.observations.filter((item) => item.track === track && item.kind === kind).map(({ value }) => value);
  const states = listValues('person-1 call 1', 'event')?.filter((value) => value !== 'Disconnecting');
  expect(states).toEqual(['None', 'Connecting', 'Ringing', 'Connected', 'Disconnected']);
  expect(listValues('person-1 call 1', 'end')).toEqual(['0/0']);
  expect(listValues('person-1 call 2', 'end')).toEqual(['603/0']);
  expect(listValues('person-2 page', 'violation')).toEqual([]);

  expect(record.steps[1]?.observations).toMatchObject([
    { kind: 'violation', track: 'person-1 page', name: 'connect-src', value: 'resource-3' },
  ]);
}, 60_000);
