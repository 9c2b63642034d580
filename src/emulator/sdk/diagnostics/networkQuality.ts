import type { DiagnosticQuality as Quality, NetworkDiagnosticType } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import type { Emitter } from '../base/events.ts';
import type { Diagnostics } from './diagnostics.ts';
import { CounterDeltas, StableReading } from './readings.ts';
import { statsOf, type Measurement } from './stats.ts';

/** Fewer packets than this in a measurement say nothing about loss. */
const minPackets = 10;
/** A quality is reported after this many equal measurements in a row, half a second apart. */
const stableCount = 3;
/** The same for the bandwidth: the browser needs a few seconds to estimate that of a new connection. */
const stableBandwidthCount = 12;
/**
 * The bits per second that video of 360 lines needs.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/network-requirements
 */
const videoBitrate = 500_000;
/** The share of a connection that video may take. Audio and a reserve take the rest. */
const videoShare = 0.7;

/**
 * The quality of the network. Microsoft publishes no thresholds of the SDK, only that a call should lose less than 1 %
 * of its packets and have a round trip of less than 200 ms. These thresholds are well beyond that.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/network-requirements
 * @param loss the share of packets lost, from 0 to 1.
 * @param roundTrip in seconds.
 */
export function grade(loss: number, roundTrip: number): Quality {
  if (loss >= 0.1 || roundTrip >= 1) return DiagnosticQuality.Bad;
  return loss >= 0.03 || roundTrip >= 0.4 ? DiagnosticQuality.Poor : DiagnosticQuality.Good;
}

/** Keeps `networkReceiveQuality` and `networkSendQuality` up to date. @returns the function that stops it. */
export function watchQuality(
  measured: Emitter<'measured'>,
  diagnostics: Diagnostics<NetworkDiagnosticType>,
): () => void {
  const counters = new CounterDeltas();
  const receiveReading = new StableReading<Quality>(stableCount);
  const sendReading = new StableReading<Quality>(stableCount);
  const bandwidthReading = new StableReading<boolean>(stableBandwidthCount);
  let isTooNarrow = false;
  const update = (measurement: Measurement) => {
    if (measurement.reports.size === 0) return;
    const receive = receiveReading.take(receiveQuality(measurement, counters));
    isTooNarrow = bandwidthReading.take(limitsVideo(measurement)) ?? isTooNarrow;
    const quality = sendQuality(measurement);
    const isOnlyNarrow = isTooNarrow && quality === DiagnosticQuality.Good;
    const send = sendReading.take(isOnlyNarrow ? DiagnosticQuality.Poor : quality);
    if (receive) diagnostics.set('networkReceiveQuality', receive);
    if (send) diagnostics.set('networkSendQuality', send);
  };
  measured.on('measured', update);
  return () => measured.off('measured', update);
}

/** The quality of the worst connection, since that participant is received badly. */
function receiveQuality(measurement: Measurement, counters: CounterDeltas): Quality {
  const packets = new Map<string, { lost: number; arrived: number }>();
  for (const [participant, stat] of statsOf(measurement, 'inbound-rtp')) {
    const sum = packets.get(participant) ?? { lost: 0, arrived: 0 };
    const name = participant + stat.id;
    sum.lost += counters.of(`${name} lost`, stat.packetsLost);
    sum.arrived += counters.of(`${name} arrived`, stat.packetsReceived);
    packets.set(participant, sum);
  }
  const losses = [...packets.values()].map(({ lost, arrived }) =>
    lost + arrived < minPackets ? 0 : lost / (lost + arrived),
  );
  return grade(Math.max(0, ...losses), 0);
}

/** The quality that the receivers report. */
function sendQuality(measurement: Measurement): Quality {
  const reports = [...statsOf(measurement, 'remote-inbound-rtp')].map(([, stat]) => stat);
  return grade(
    Math.max(0, ...reports.map(({ fractionLost = 0 }) => fractionLost)),
    Math.max(0, ...reports.map(({ roundTripTime = 0 }) => roundTripTime)),
  );
}

/**
 * @returns whether a connection carries too little for video, and video takes up most of it. Video that is small anyway,
 * as in a large call, is not limited by the connection.
 */
function limitsVideo(measurement: Measurement): boolean {
  const targets = new Map<string, number>();
  for (const [participant, { kind, targetBitrate = 0 }] of statsOf(measurement, 'outbound-rtp'))
    if (kind === 'video') targets.set(participant, (targets.get(participant) ?? 0) + targetBitrate);
  return [...statsOf(measurement, 'candidate-pair')].some(
    ([participant, { availableOutgoingBitrate = Infinity }]) =>
      availableOutgoingBitrate < videoBitrate &&
      (targets.get(participant) ?? 0) > videoShare * availableOutgoingBitrate,
  );
}
