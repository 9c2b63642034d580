import type { DiagnosticQuality as Quality } from '@azure/communication-calling';
import { DiagnosticQuality } from '../base/enums.ts';
import type { CallSession } from '../call/session.ts';
import { Gains, Steady, statsOf, type Measurement } from './stats.ts';

/** Fewer packets than this between two looks say nothing about how many get lost. */
const enoughPackets = 10;
/** Looks in a row, half a second apart. */
const steady = 3;
/** The browser needs a few seconds to find out how much a new connection carries. */
const steadyWidth = 12;
/**
 * Bits per second that pictures of 360 lines need.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/network-requirements
 */
const enoughForVideo = 500_000;
/** Sound and a reserve take the rest. */
const nearlyAll = 0.7;

/**
 * How good the network is. The SDK's own thresholds are not published; a call should lose less than 1 % of its packets
 * and take less than 200 ms there and back, and what is far beyond that is told here.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/network-requirements
 * @param loss of all packets, from 0 to 1.
 * @param roundTrip in seconds.
 */
export function grade(loss: number, roundTrip: number): Quality {
  if (loss >= 0.1 || roundTrip >= 1) return DiagnosticQuality.Bad;
  return loss >= 0.03 || roundTrip >= 0.4 ? DiagnosticQuality.Poor : DiagnosticQuality.Good;
}

/** Keeps `networkReceiveQuality` and `networkSendQuality`. @returns what ends it. */
export function watchQuality({ measured, connectivity }: CallSession): () => void {
  const gains = new Gains();
  const received = new Steady<Quality>(steady);
  const sent = new Steady<Quality>(steady);
  const width = new Steady<boolean>(steadyWidth);
  let isTooNarrow = false;
  const look = (measurement: Measurement) => {
    if (measurement.reports.size === 0) return;
    const receive = received.take(receiving(measurement, gains));
    isTooNarrow = width.take(narrowsPictures(measurement)) ?? isTooNarrow;
    const loss = sending(measurement);
    const send = sent.take(isTooNarrow && loss === DiagnosticQuality.Good ? DiagnosticQuality.Poor : loss);
    if (receive) connectivity.diagnostics.set('networkReceiveQuality', receive);
    if (send) connectivity.diagnostics.set('networkSendQuality', send);
  };
  measured.on('measured', look);
  return () => measured.off('measured', look);
}

/** The worst of the connections counts: that one is seen and heard badly. */
function receiving(measurement: Measurement, gains: Gains): Quality {
  const packets = new Map<string, { lost: number; arrived: number }>();
  for (const [participant, stat] of statsOf(measurement, 'inbound-rtp')) {
    const sum = packets.get(participant) ?? { lost: 0, arrived: 0 };
    const name = participant + stat.id;
    sum.lost += gains.of(`${name} lost`, stat.packetsLost);
    sum.arrived += gains.of(`${name} arrived`, stat.packetsReceived);
    packets.set(participant, sum);
  }
  const losses = [...packets.values()].map(({ lost, arrived }) =>
    lost + arrived < enoughPackets ? 0 : lost / (lost + arrived),
  );
  return grade(Math.max(0, ...losses), 0);
}

/** As the receivers report it. */
function sending(measurement: Measurement): Quality {
  const reports = [...statsOf(measurement, 'remote-inbound-rtp')].map(([, stat]) => stat);
  return grade(
    Math.max(0, ...reports.map(({ fractionLost = 0 }) => fractionLost)),
    Math.max(0, ...reports.map(({ roundTripTime = 0 }) => roundTripTime)),
  );
}

/**
 * Whether pictures take up nearly all that a connection carries, and that is too little. Smaller pictures, as among
 * many participants, take less than the connection carries.
 */
function narrowsPictures(measurement: Measurement): boolean {
  const targets = new Map<string, number>();
  for (const [participant, { kind, targetBitrate = 0 }] of statsOf(measurement, 'outbound-rtp'))
    if (kind === 'video') targets.set(participant, (targets.get(participant) ?? 0) + targetBitrate);
  return [...statsOf(measurement, 'candidate-pair')].some(
    ([participant, { availableOutgoingBitrate = Infinity }]) =>
      availableOutgoingBitrate < enoughForVideo &&
      (targets.get(participant) ?? 0) > nearlyAll * availableOutgoingBitrate,
  );
}
