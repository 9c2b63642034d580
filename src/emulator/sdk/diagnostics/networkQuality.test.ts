import type { NetworkDiagnosticType } from '@azure/communication-calling';
import { expect, it } from 'vitest';
import { Diagnostics } from './diagnostics.ts';
import { Emitter } from '../base/events.ts';
import { gradeQuality, watchQuality } from './networkQuality.ts';

import type { Measurement, Stat } from './stats.ts';

/** The values of the SDK's enum `DiagnosticQuality`. */
const [good, poor, bad] = [1, 2, 3];

it.each([
  [0, 0.05, good],
  [0.02, 0.3, good],
  [0.03, 0, poor],
  [0, 0.4, poor],
  [0.1, 0, bad],
  [0, 1, bad],
])('gradeQuality grades a loss of %d and a round trip of %d s as %d', (loss, roundTripSeconds, quality) => {
  expect(gradeQuality(loss, roundTripSeconds)).toBe(quality);
});

/** Watches the quality of a call. `measure` adds to the call's counters of packets and emits a measurement. */
function watchCall() {
  const measurementEvents = new Emitter('CallSession', ['measured']);
  const diagnostics = new Diagnostics<NetworkDiagnosticType>();
  watchQuality(measurementEvents, diagnostics);
  let [packetsReceived, packetsLost] = [0, 0];
  /**
   * @param arrivedPackets the packets that have arrived since the previous measurement.
   * @param lostPackets the packets that were lost since the previous measurement.
   * @param receiverReport what the receiver reports about the packets that this page sends.
   * @param bandwidth the available bits per second for sending. Default: the call sends no video.
   * @param targetBitrate the bits per second that the video encoder aims at.
   */
  const measure = (
    arrivedPackets: number,
    lostPackets: number,
    receiverReport: Partial<Stat> = {},
    bandwidth?: number,
    targetBitrate = 200_000,
  ) => {
    packetsReceived += arrivedPackets;
    packetsLost += lostPackets;
    const receiverStat = { fractionLost: 0, roundTripTime: 0.001, ...receiverReport };
    const report = new Map<string, Stat>([
      ['in', { id: 'in', type: 'inbound-rtp', packetsReceived, packetsLost }],
      ['out', { id: 'out', type: 'remote-inbound-rtp', ...receiverStat }],
    ]);
    if (bandwidth !== undefined) {
      report.set('video', { id: 'video', type: 'outbound-rtp', kind: 'video', targetBitrate });
      report.set('pair', { id: 'pair', type: 'candidate-pair', availableOutgoingBitrate: bandwidth });
    }
    const measurement: Measurement = {
      measuredAtMs: 0,
      reports: new Map([['remote participant', report]]),
    };
    measurementEvents.emit('measured', measurement);
  };
  const readLatest = () => diagnostics.getLatest() as Record<string, { value: number } | undefined>;
  return { measure, readLatest };
}

it('watchQuality reports bad reception, and later good reception, only after three equal measurements in a row', () => {
  const { measure, readLatest } = watchCall();
  for (const _ of [1, 2, 3]) measure(50, 0);
  measure(50, 20);
  for (const _ of [1, 2]) measure(50, 0);
  expect(readLatest()).toEqual({});
  for (const _ of [1, 2, 3]) measure(50, 20);
  expect(readLatest().networkReceiveQuality?.value).toBe(bad);
  for (const _ of [1, 2, 3]) measure(50, 0);
  expect(readLatest().networkReceiveQuality?.value).toBe(good);
  expect(readLatest().networkSendQuality).toBeUndefined();
});

it('watchQuality takes the send quality from the reports of the receivers, and ignores the loss of few packets', () => {
  const { measure, readLatest } = watchCall();
  for (const _ of [1, 2, 3]) measure(50, 0, { fractionLost: 0.05 });
  expect(readLatest().networkSendQuality?.value).toBe(poor);
  for (const _ of [1, 2, 3]) measure(1, 1, { roundTripTime: 2 });
  expect(readLatest()).toMatchObject({ networkSendQuality: { value: bad } });
  expect(readLatest().networkReceiveQuality).toBeUndefined();
});

it('watchQuality reports poor sending while the bandwidth is too low for video', () => {
  const { measure, readLatest } = watchCall();
  // The 12th measurement shows that the bandwidth stays low, and the 14th that the resulting quality stays poor.
  for (let count = 0; count < 13; count++) measure(50, 0, {}, 250_000);
  expect(readLatest().networkSendQuality).toBeUndefined();
  for (let count = 0; count < 2; count++) measure(50, 0, {}, 250_000);
  expect(readLatest().networkSendQuality?.value).toBe(poor);
  for (let count = 0; count < 15; count++) measure(50, 0, {}, 450_000);
  expect(readLatest().networkSendQuality?.value).toBe(good);
});

it('watchQuality does not report poor sending while the bandwidth is enough for video, even if video uses all of it', () => {
  const { measure, readLatest } = watchCall();
  for (let count = 0; count < 15; count++) measure(50, 0, {}, 600_000, 600_000);
  expect(readLatest().networkSendQuality?.value).not.toBe(poor);
});
