/**
 * One object of a `getStats` report, of any type, with the fields that our code reads. Counters begin at 0 when the
 * connection is created.
 */
export interface Stat {
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
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly packetsSent?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  /** The share of packets lost since the receiver's last report, from 0 to 1. */
  readonly fractionLost?: number;
  /** In seconds. */
  readonly jitter?: number;
  /** In seconds. */
  readonly roundTripTime?: number;
  /** In seconds. */
  readonly currentRoundTripTime?: number;
  /** In seconds, summed over all emitted samples. */
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
  /** In seconds. */
  readonly totalFreezesDuration?: number;
  /** From 0 to 1. */
  readonly audioLevel?: number;
  readonly totalAudioEnergy?: number;
  readonly totalSamplesReceived?: number;
  readonly concealedSamples?: number;
  readonly silentConcealedSamples?: number;
  readonly frames?: number;
  readonly framesPerSecond?: number;
  readonly width?: number;
  readonly height?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  readonly framesEncoded?: number;
  readonly framesSent?: number;
  readonly framesReceived?: number;
  readonly framesDecoded?: number;
  readonly framesDropped?: number;
  /** The encoder's target, in bits per second. */
  readonly targetBitrate?: number;
  readonly keyFramesEncoded?: number;
  readonly keyFramesDecoded?: number;
  /** In bits per second. */
  readonly availableOutgoingBitrate?: number;
  /** In bits per second. */
  readonly availableIncomingBitrate?: number;
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
