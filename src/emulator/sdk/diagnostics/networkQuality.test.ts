import type { NetworkDiagnosticType } from '@azure/communication-calling';
import { expect, it } from 'vitest';
import { Diagnostics } from './diagnostics.ts';
import { Emitter } from '../base/events.ts';
import type { Stat } from './measurement.ts';
import { gradeQuality, watchQuality } from './networkQuality.ts';

/** The values of the SDK's enum `DiagnosticQuality`. */
const [good, poor, bad] = [1, 2, 3];

it.each([
  [0.02, 0.3, good],
  [0.03, 0, poor],
  [0, 0.4, poor],
  [0.1, 0, bad],
  [0, 1, bad],
])('gradeQuality grades a loss of %d and a round trip of %d s as %d', (loss, roundTripSeconds, quality) => {
  expect(gradeQuality(loss, roundTripSeconds)).toBe(quality);
});

/** What one measurement of a call adds. By default 50 packets arrive, none is lost, and the call sends no video. */
interface Traffic {
  readonly arrived?: number;
  readonly lost?: number;
  readonly arrivedVideo?: number;
  /** What the receiver reports about the packets that this page sends. */
  readonly receiverReport?: Partial<Stat>;
  /** The available bits per second for sending. */
  readonly bandwidth?: number;
  /** The bits per second that the video encoder aims at. */
  readonly targetBitrate?: number;
}

/** Watches the quality of a call. `measure` emits equal measurements, and returns the latest qualities. */
function watchCall() {
  const measurementEvents = new Emitter('CallSession', ['measured']);
  const diagnostics = new Diagnostics<NetworkDiagnosticType>([]);
  watchQuality(measurementEvents, diagnostics);
  let [packetsReceived, packetsLost, videoPackets] = [0, 0, 0];
  return (count: number, traffic: Traffic) => {
    const { arrived = 50, lost = 0, arrivedVideo = 0 } = traffic;
    const { receiverReport, bandwidth, targetBitrate = 200_000 } = traffic;
    for (let i = 0; i < count; i++) {
      packetsReceived += arrived;
      packetsLost += lost;
      videoPackets += arrivedVideo;
      const stats: Stat[] = [
        { id: 'in', type: 'inbound-rtp', packetsReceived, packetsLost },
        { id: 'in video', type: 'inbound-rtp', packetsReceived: videoPackets, packetsLost: 0 },
        { fractionLost: 0, roundTripTime: 0.001, ...receiverReport, id: 'out', type: 'remote-inbound-rtp' },
      ];
      if (bandwidth !== undefined) {
        stats.push({ id: 'video', type: 'outbound-rtp', kind: 'video', targetBitrate });
        stats.push({ id: 'pair', type: 'candidate-pair', availableOutgoingBitrate: bandwidth });
      }
      const report = new Map(stats.map((stat) => [stat.id, stat]));
      measurementEvents.emit('measured', { measuredAtMs: 0, reports: new Map([['participant', report]]) });
    }
    const { networkReceiveQuality, networkSendQuality } = diagnostics.getLatest();
    return [networkReceiveQuality?.value, networkSendQuality?.value];
  };
}

it('watchQuality reports bad reception, and later good reception, only after three equal measurements in a row', () => {
  const measure = watchCall();
  measure(3, {});
  measure(1, { lost: 20 });
  expect(measure(2, {})).toEqual([undefined, undefined]);
  expect(measure(3, { lost: 20 })).toEqual([bad, undefined]);
  expect(measure(3, {})).toEqual([good, undefined]);
});

it('watchQuality reports the quality that measurements in a row have at least, although they vary', () => {
  const measure = watchCall();
  measure(1, {});
  measure(1, { lost: 3 });
  measure(1, { lost: 20 });
  expect(measure(1, { lost: 3 })).toEqual([poor, undefined]);
});

it('watchQuality takes the send quality from the reports of the receivers, and ignores the loss of few packets', () => {
  const measure = watchCall();
  expect(measure(3, { receiverReport: { fractionLost: 0.05 } })).toEqual([undefined, poor]);
  const slowReceiver = { receiverReport: { roundTripTime: 2 } };
  expect(measure(3, { arrived: 1, lost: 1, ...slowReceiver })).toEqual([undefined, bad]);
});

it('watchQuality reports bad reception of sound, although lost video was sent again and counts as arrived', () => {
  const measure = watchCall();
  expect(measure(4, { arrived: 22, lost: 3, arrivedVideo: 100 })).toEqual([bad, undefined]);
});

it('watchQuality reports poor sending while the bandwidth is too low for video', () => {
  const measure = watchCall();
  // The 12th measurement shows that the bandwidth stays low, and the 14th that the resulting quality stays poor.
  expect(measure(13, { bandwidth: 250_000 })).toEqual([undefined, undefined]);
  expect(measure(2, { bandwidth: 250_000 })).toEqual([undefined, poor]);
  expect(measure(15, { bandwidth: 450_000 })).toEqual([undefined, good]);
});

it('watchQuality does not report poor sending while the bandwidth is enough for video, even if video uses all of it', () => {
  const measure = watchCall();
  expect(measure(15, { bandwidth: 600_000, targetBitrate: 600_000 })).toEqual([undefined, undefined]);
});
