import type { DiagnosticQuality as Quality, NetworkDiagnosticType } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import type { Emitter } from '../base/events.ts';
import type { Diagnostics } from './diagnostics.ts';
import { CounterDeltas, StableReading, statsOf, type Measurement } from './measurement.ts';

/** With fewer packets than this in a measurement, the share of lost packets says nothing. */
const minPackets = 10;
/** A quality is reported after this many measurements in a row that are at least as bad, or as good, half a second apart. */
const stableCount = 3;
/** Low bandwidth counts after this many: the browser takes seconds to estimate the bandwidth of a new connection. */
const stableBandwidthCount = 12;
/** The bits per second that video with a height of 360 pixels needs, according to Microsoft's page on network requirements. */
const neededBitrate = 500_000;
/** If video takes a larger share of the bandwidth than this, the bandwidth is too low: too little is left for audio. */
const videoShare = 0.7;

/**
 * Grades the quality of a network. Microsoft does not publish the SDK's thresholds, only that a call should lose less than
 * 1 % of its packets and have a round trip of less than 200 ms. Our thresholds are well above these values.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/network-requirements
 * @param loss the share of packets lost, from 0 to 1.
 */
export function gradeQuality(loss: number, roundTripSeconds: number): Quality {
  if (loss >= 0.1 || roundTripSeconds >= 1) return DiagnosticQuality.Bad;
  return loss >= 0.03 || roundTripSeconds >= 0.4 ? DiagnosticQuality.Poor : DiagnosticQuality.Good;
}

/** Keeps the diagnostics `networkReceiveQuality` and `networkSendQuality` up to date, with each measurement. */
export function watchQuality(
  measurementEvents: Emitter<'measured'>,
  diagnostics: Diagnostics<NetworkDiagnosticType>,
): void {
  const counters = new CounterDeltas();
  const receiveQuality = new StableQuality();
  const sendQuality = new StableQuality();
  const bandwidthReading = new StableReading<boolean>(stableBandwidthCount);
  let isBandwidthTooLow = false;
  measurementEvents.on('measured', (measurement: Measurement) => {
    if (measurement.reports.size === 0) return;
    diagnostics.set('networkReceiveQuality', receiveQuality.add(gradeReception(measurement, counters)));
    // Until a reading is stable, `add` returns `undefined`, and the last stable value stays.
    isBandwidthTooLow = bandwidthReading.add(isBandwidthLimitingVideo(measurement)) ?? isBandwidthTooLow;
    const reportedQuality = gradeSending(measurement);
    const isOnlyBandwidthLow = isBandwidthTooLow && reportedQuality === DiagnosticQuality.Good;
    const quality = isOnlyBandwidthLow ? DiagnosticQuality.Poor : reportedQuality;
    diagnostics.set('networkSendQuality', sendQuality.add(quality));
  });
}

/**
 * Changes only as far as several measurements in a row agree. With a loss near a threshold, measurements vary by chance: of
 * Poor, Bad and Poor, all are at least Poor.
 */
class StableQuality {
  private readonly latest: Quality[] = [];
  private present: Quality = DiagnosticQuality.Good;

  /** @returns the quality to be reported after this measurement. The values of the enum grow from good to bad. */
  add(quality: Quality): Quality {
    this.latest.push(quality);
    if (this.latest.length > stableCount) this.latest.shift();
    if (this.latest.length < stableCount) return this.present;
    const sorted = this.latest.toSorted((first, second) => first - second);
    const [best = this.present] = sorted;
    const worst = sorted.at(-1) ?? this.present;
    if (best > this.present) this.present = best;
    else if (worst < this.present) this.present = worst;
    return this.present;
  }
}

/**
 * Grades the packets since the previous measurement, by the stream that lost the largest share. Streams are not added up, because
 * browsers do not count a video packet as lost that was sent again.
 */
function gradeReception(measurement: Measurement, counters: CounterDeltas): Quality {
  const losses = [...statsOf(measurement, 'inbound-rtp')].map(([participantId, stat]) => {
    const counterName = participantId + stat.id;
    const lost = counters.recordGrowth(`${counterName} lost`, stat.packetsLost);
    const arrived = counters.recordGrowth(`${counterName} arrived`, stat.packetsReceived);
    return lost + arrived < minPackets ? 0 : lost / (lost + arrived);
  });
  // The round trip counts only in the grade of the packets that this page sends.
  return gradeQuality(Math.max(0, ...losses), 0);
}

/** Grades the packets that this page sends, by the reports of the receivers. */
function gradeSending(measurement: Measurement): Quality {
  const reports = [...statsOf(measurement, 'remote-inbound-rtp')].map(([, stat]) => stat);
  return gradeQuality(
    Math.max(0, ...reports.map(({ fractionLost = 0 }) => fractionLost)),
    Math.max(0, ...reports.map(({ roundTripTime = 0 }) => roundTripTime)),
  );
}

/** @returns whether a connection has too little bandwidth for video, and video takes most of it. */
function isBandwidthLimitingVideo(measurement: Measurement): boolean {
  /** The bits per second of the camera and the screen together, by participant id. */
  const sentBitrates = new Map<string, number>();
  for (const [participantId, { kind, targetBitrate = 0 }] of statsOf(measurement, 'outbound-rtp'))
    if (kind === 'video')
      sentBitrates.set(participantId, (sentBitrates.get(participantId) ?? 0) + targetBitrate);
  return [...statsOf(measurement, 'candidate-pair')].some(
    ([participantId, { availableOutgoingBitrate = Infinity }]) =>
      availableOutgoingBitrate < neededBitrate &&
      (sentBitrates.get(participantId) ?? 0) > videoShare * availableOutgoingBitrate,
  );
}
