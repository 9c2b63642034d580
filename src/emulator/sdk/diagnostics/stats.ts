/**
 * The numbers in the objects of a `getStats` report that our code reads. Counters begin at 0 when the connection is
 * created. Durations are in seconds, bit rates in bits per second, audio levels from 0 to 1. `fractionLost` is the share
 * of packets lost since the receiver's last report. `jitterBufferDelay` is summed over all emitted samples.
 */
type StatNumber =
  | 'bytesSent'
  | 'bytesReceived'
  | 'packetsSent'
  | 'packetsReceived'
  | 'packetsLost'
  | 'fractionLost'
  | 'jitter'
  | 'roundTripTime'
  | 'currentRoundTripTime'
  | 'jitterBufferDelay'
  | 'jitterBufferEmittedCount'
  | 'totalFreezesDuration'
  | 'audioLevel'
  | 'totalAudioEnergy'
  | 'totalSamplesReceived'
  | 'concealedSamples'
  | 'silentConcealedSamples'
  | 'frames'
  | 'framesPerSecond'
  | 'width'
  | 'height'
  | 'frameWidth'
  | 'frameHeight'
  | 'framesEncoded'
  | 'framesSent'
  | 'framesReceived'
  | 'framesDecoded'
  | 'framesDropped'
  | 'targetBitrate'
  | 'keyFramesEncoded'
  | 'keyFramesDecoded'
  | 'availableOutgoingBitrate'
  | 'availableIncomingBitrate';

/** One object of a `getStats` report, of any type. */
export interface Stat extends Readonly<Partial<Record<StatNumber, number>>> {
  readonly id: string;
  readonly type: string;
  readonly kind?: 'audio' | 'video';
  /** The index of the transceiver, as text. */
  readonly mid?: string;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly transportId?: string;
  /** The id of the track, in an object of the type `media-source`. */
  readonly trackIdentifier?: string;
  readonly mediaSourceId?: string;
  readonly remoteId?: string;
  readonly selectedCandidatePairId?: string;
}

export type Report = ReadonlyMap<string, Stat>;

/** One measurement of a call's media: the `getStats` reports of all peer connections at one time. */
export interface Measurement {
  /** The time, as `performance.now()` gives it. */
  readonly measuredAtMs: number;
  /** The reports of the peer connections that are connected, by the participant id of the remote participant. */
  readonly reports: ReadonlyMap<string, Report>;
}

/** @returns the objects of one type (such as `inbound-rtp`) from all reports, each with the id of the participant. */
export function* statsOf(
  { reports }: Measurement,
  type: string,
): Generator<[participantId: string, stat: Stat]> {
  for (const [participantId, report] of reports) {
    for (const stat of report.values()) if (stat.type === type) yield [participantId, stat];
  }
}
