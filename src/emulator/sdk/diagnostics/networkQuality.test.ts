import type { NetworkDiagnosticType } from '@azure/communication-calling';
import { expect, it } from 'vitest';
import { Diagnostics } from './diagnostics.ts';
import { Emitter } from '../base/events.ts';
import { grade, watchQuality } from './networkQuality.ts';

import type { Measurement, Stat } from './stats.ts';

const [good, poor, bad] = [1, 2, 3];

it.each([
  [0, 0.05, good],
  [0.02, 0.3, good],
  [0.03, 0, poor],
  [0, 0.4, poor],
  [0.1, 0, bad],
  [0, 1, bad],
])('grades a loss of %d and a round trip of %d s as %d', (loss, roundTrip, quality) => {
  expect(grade(loss, roundTrip)).toBe(quality);
});

/** A watched call. `measure` adds to its counters and emits a measurement. */
function watchCall() {
  const measured = new Emitter('CallSession', ['measured']);
  const diagnostics = new Diagnostics<NetworkDiagnosticType>();
  watchQuality(measured, diagnostics);
  let [received, lost] = [0, 0];
  const measure = (
    arrived: number,
    dropped: number,
    sent: Partial<Stat> = {},
    available?: number,
    targetBitrate = 200_000,
  ) => {
    received += arrived;
    lost += dropped;
    const report = new Map<string, Stat>([
      ['in', { id: 'in', type: 'inbound-rtp', packetsReceived: received, packetsLost: lost }],
      ['out', { id: 'out', type: 'remote-inbound-rtp', fractionLost: 0, roundTripTime: 0.001, ...sent }],
      ...(available === undefined
        ? []
        : ([
            ['video', { id: 'video', type: 'outbound-rtp', kind: 'video', targetBitrate }],
            ['pair', { id: 'pair', type: 'candidate-pair', availableOutgoingBitrate: available }],
          ] as const)),
    ]);
    const measurement: Measurement = { at: 0, reports: new Map([['them', report]]) };
    measured.emit('measured', measurement);
  };
  return { measure, latest: () => diagnostics.getLatest() as Record<string, { value: number } | undefined> };
}

it('reports bad reception after three measurements in a row, and good reception likewise', () => {
  const { measure, latest } = watchCall();
  for (const _ of [1, 2, 3]) measure(50, 0);
  measure(50, 20);
  for (const _ of [1, 2]) measure(50, 0);
  expect(latest()).toEqual({});
  for (const _ of [1, 2, 3]) measure(50, 20);
  expect(latest().networkReceiveQuality?.value).toBe(bad);
  for (const _ of [1, 2, 3]) measure(50, 0);
  expect(latest().networkReceiveQuality?.value).toBe(good);
  expect(latest().networkSendQuality).toBeUndefined();
});

it('takes the send quality from what the receivers report, and ignores the loss of few packets', () => {
  const { measure, latest } = watchCall();
  for (const _ of [1, 2, 3]) measure(50, 0, { fractionLost: 0.05 });
  expect(latest().networkSendQuality?.value).toBe(poor);
  for (const _ of [1, 2, 3]) measure(1, 1, { roundTripTime: 2 });
  expect(latest()).toMatchObject({ networkSendQuality: { value: bad } });
  expect(latest().networkReceiveQuality).toBeUndefined();
});

it('reports poor sending on a connection too narrow for video, until it carries more', () => {
  const { measure, latest } = watchCall();
  for (let count = 0; count < 13; count++) measure(50, 0, {}, 250_000);
  expect(latest().networkSendQuality).toBeUndefined();
  for (let count = 0; count < 2; count++) measure(50, 0, {}, 250_000);
  expect(latest().networkSendQuality?.value).toBe(poor);
  for (let count = 0; count < 15; count++) measure(50, 0, {}, 450_000);
  expect(latest().networkSendQuality?.value).toBe(good);
});

it('does not report a connection that carries enough for video, even when video takes all of it', () => {
  const { measure, latest } = watchCall();
  for (let count = 0; count < 15; count++) measure(50, 0, {}, 600_000, 600_000);
  expect(latest().networkSendQuality?.value).not.toBe(poor);
});
