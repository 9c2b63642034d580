/** What is read of `getStats`, of all the kinds of reports in it. Counters run from the beginning of a connection. */
export interface Stat {
  readonly id: string;
  readonly type: string;
  readonly kind?: 'audio' | 'video';
  /** The place of the media section, as text. */
  readonly mid?: string;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly transportId?: string;
  /** Of a source: its track's id. */
  readonly trackIdentifier?: string;
  readonly mediaSourceId?: string;
  readonly remoteId?: string;
  readonly selectedCandidatePairId?: string;
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly packetsSent?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  /** Of the packets since the last report of the receiver, from 0 to 1. */
  readonly fractionLost?: number;
  /** Seconds. */
  readonly jitter?: number;
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
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
  /** Bits per second that the encoder is told to produce. */
  readonly targetBitrate?: number;
  readonly keyFramesEncoded?: number;
  readonly keyFramesDecoded?: number;
  /** Bits a second. */
  readonly availableOutgoingBitrate?: number;
  readonly availableIncomingBitrate?: number;
}

export type Report = ReadonlyMap<string, Stat>;

/** One look at all connections of a call, by participant. Only those that are connected are in it. */
export interface Measurement {
  /** Milliseconds, of the page's clock. */
  readonly at: number;
  readonly reports: ReadonlyMap<string, Report>;
}

/** @returns the statistics of one kind, over all connections, each with its participant. */
export function* statsOf({ reports }: Measurement, type: string): Generator<[participant: string, Stat]> {
  for (const [participant, report] of reports) {
    for (const stat of report.values()) if (stat.type === type) yield [participant, stat];
  }
}

/** What counters have gained since each was last asked for. */
export class Gains {
  private readonly last = new Map<string, number>();
  private readonly fromZero: boolean;

  /** @param fromZero the first answer is all that was ever counted, instead of nothing. */
  constructor({ fromZero = false } = {}) {
    this.fromZero = fromZero;
  }

  /** @param name of the counter. One that has become less belongs to a new connection, and has gained nothing. */
  of(name: string, count: number | undefined): number {
    const now = count ?? 0;
    const before = this.last.get(name) ?? (this.fromZero ? 0 : now);
    this.last.set(name, now);
    return Math.max(0, now - before);
  }
}

/** A reading that is believed once it has come several times in a row. */
export class Steady<T> {
  private readonly needed: number;
  private candidate: T | undefined;
  private times = 0;

  constructor(needed: number) {
    this.needed = needed;
  }

  /** @returns the reading, if it is to be believed now. */
  take(reading: T): T | undefined {
    this.times = reading === this.candidate ? this.times + 1 : 1;
    this.candidate = reading;
    return this.times >= this.needed ? reading : undefined;
  }
}
