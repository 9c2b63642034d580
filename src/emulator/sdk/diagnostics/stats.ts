/** The fields of `getStats` that the drop-in reads, of all kinds of reports. Counters start with the connection. */
export interface Stat {
  readonly id: string;
  readonly type: string;
  readonly kind?: 'audio' | 'video';
  /** The index of the media slot, as text. */
  readonly mid?: string;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly transportId?: string;
  /** Of a media source: the id of its track. */
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

/** One measurement of a call's media. */
export interface Measurement {
  /** In milliseconds, by `performance.now()`. */
  readonly at: number;
  /** The reports of the connected peer connections, by participant id. */
  readonly reports: ReadonlyMap<string, Report>;
}

/** @returns the reports of one type from all connections, each with the participant's id. */
export function* statsOf({ reports }: Measurement, type: string): Generator<[participant: string, Stat]> {
  for (const [participant, report] of reports) {
    for (const stat of report.values()) if (stat.type === type) yield [participant, stat];
  }
}
