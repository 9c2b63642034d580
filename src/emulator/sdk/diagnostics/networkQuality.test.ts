import { expect, it } from 'vitest';
import { Diagnostics } from './diagnostics.ts';
import { Emitter } from '../base/events.ts';
import { grade, watchQuality } from './networkQuality.ts';
import type { CallSession } from '../call/session.ts';
import type { Measurement, Stat } from './stats.ts';

const [good, poor, bad] = [1, 2, 3];

it.each([
  [0, 0.05, good],
  [0.02, 0.3, good],
  [0.03, 0, poor],
  [0, 0.4, poor],
  [0.1, 0, bad],
  [0, 1, bad],
])('%d of the packets lost and %d s there and back is %d', (loss, roundTrip, quality) => {
  expect(grade(loss, roundTrip)).toBe(quality);
});

/** A call that is looked at, with counters that run on. */
function watched() {
  const measured = new Emitter('CallSession', ['measured']);
  const diagnostics = new Diagnostics();
  watchQuality({ measured, connectivity: { diagnostics } } as unknown as CallSession);
  let [received, lost] = [0, 0];
  const look = (
    arrived: number,
    gone: number,
    sent: Partial<Stat> = {},
    available?: number,
    targetBitrate = 200_000,
  ) => {
    received += arrived;
    lost += gone;
    const report = new Map<string, Stat>([
      ['in', { id: 'in', type: 'inbound-rtp', packetsReceived: received, packetsLost: lost }],
      ['out', { id: 'out', type: 'remote-inbound-rtp', fractionLost: 0, roundTripTime: 0.001, ...sent }],
      ...(available === undefined
        ? []
        : ([
            ['picture', { id: 'picture', type: 'outbound-rtp', kind: 'video', targetBitrate }],
            ['pair', { id: 'pair', type: 'candidate-pair', availableOutgoingBitrate: available }],
          ] as const)),
    ]);
    const measurement: Measurement = { at: 0, reports: new Map([['them', report]]) };
    measured.emit('measured', measurement);
  };
  return { look, latest: () => diagnostics.getLatest() as Record<string, { value: number } | undefined> };
}

it('what is received badly is told after a second and a half, and when it is well again; a single look says nothing', () => {
  const { look, latest } = watched();
  for (const _ of [1, 2, 3]) look(50, 0);
  look(50, 20);
  for (const _ of [1, 2]) look(50, 0);
  expect(latest()).toEqual({});
  for (const _ of [1, 2, 3]) look(50, 20);
  expect(latest().networkReceiveQuality?.value).toBe(bad);
  for (const _ of [1, 2, 3]) look(50, 0);
  expect(latest().networkReceiveQuality?.value).toBe(good);
  expect(latest().networkSendQuality).toBeUndefined();
});

it('what the others receive badly is a matter of sending; silence is none of either', () => {
  const { look, latest } = watched();
  for (const _ of [1, 2, 3]) look(50, 0, { fractionLost: 0.05 });
  expect(latest().networkSendQuality?.value).toBe(poor);
  for (const _ of [1, 2, 3]) look(1, 1, { roundTripTime: 2 });
  expect(latest()).toMatchObject({ networkSendQuality: { value: bad } });
  expect(latest().networkReceiveQuality).toBeUndefined();
});

it('a link too narrow for pictures makes sending poor after six seconds, and good again once it carries more', () => {
  const { look, latest } = watched();
  for (let looks = 0; looks < 13; looks++) look(50, 0, {}, 250_000);
  expect(latest().networkSendQuality).toBeUndefined();
  for (let looks = 0; looks < 2; looks++) look(50, 0, {}, 250_000);
  expect(latest().networkSendQuality?.value).toBe(poor);
  for (let looks = 0; looks < 15; looks++) look(50, 0, {}, 450_000);
  expect(latest().networkSendQuality?.value).toBe(good);
});

it('a link that carries enough for pictures is not reported, even when the pictures take all of it', () => {
  const { look, latest } = watched();
  for (let looks = 0; looks < 15; looks++) look(50, 0, {}, 600_000, 600_000);
  expect(latest().networkSendQuality?.value).not.toBe(poor);
});
