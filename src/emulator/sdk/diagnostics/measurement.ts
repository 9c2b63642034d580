/**
 * One object of a `getStats` report, of any type. Counters begin at 0 with the connection. Durations are in seconds, bit
 * rates in bits per second, and audio levels from 0 to 1.
 */
export interface Stat extends Readonly<
  Partial<RTCInboundRtpStreamStats & RTCOutboundRtpStreamStats & RTCTransportStats & RTCIceCandidatePairStats>
> {
  readonly id: string;
  readonly type: RTCStatsType;
  // TypeScript does not know these fields of the types `remote-inbound-rtp`, `media-source` and `codec`.
  /** The share of packets lost since the receiver's last report. */
  readonly fractionLost?: number;
  readonly roundTripTime?: number;
  readonly frames?: number;
  readonly width?: number;
  readonly height?: number;
  readonly mimeType?: string;
}

export type Report = ReadonlyMap<string, Stat>;

/** One measurement of a call's media: the `getStats` reports of all peer connections at one time. */
export interface Measurement {
  /** The time, as `performance.now()` gives it. */
  readonly measuredAtMs: number;
  /** The reports of the peer connections that are connected, by the participant id of the remote participant. */
  readonly reports: ReadonlyMap<string, Report>;
}

/** @returns the objects of one type from all reports, each with the id of the participant. */
export function* statsOf(
  { reports }: Measurement,
  type: RTCStatsType,
): Generator<[participantId: string, stat: Stat]> {
  for (const [participantId, report] of reports) {
    for (const stat of report.values()) if (stat.type === type) yield [participantId, stat];
  }
}

/** Computes by how much named counters have grown between two readings. */
export class CounterDeltas {
  private readonly lastCounts = new Map<string, number>();
  private readonly countsFirstReading: boolean;

  /** @param options `countsFirstReading`: whether a first reading counts as growth from 0. By default, its growth is 0. */
  constructor({ countsFirstReading = false } = {}) {
    this.countsFirstReading = countsFirstReading;
  }

  /** Records a reading. @returns the growth since the last one; 0 for a smaller reading, which is of a new connection. */
  recordGrowth(name: string, count = 0): number {
    const lastCount = this.lastCounts.get(name) ?? (this.countsFirstReading ? 0 : count);
    this.lastCounts.set(name, count);
    return Math.max(0, count - lastCount);
  }
}

/** Accepts a reading, such as a quality, only after several equal readings in a row. */
export class StableReading<T> {
  private readonly minRepeats: number;
  private lastReading: T | undefined;
  private repeats = 0;

  /** @param minRepeats how many equal readings in a row are needed. */
  constructor(minRepeats: number) {
    this.minRepeats = minRepeats;
  }

  /** @returns the reading if enough equal readings have come in a row, otherwise `undefined`. */
  add(reading: T): T | undefined {
    this.repeats = reading === this.lastReading ? this.repeats + 1 : 1;
    this.lastReading = reading;
    return this.repeats >= this.minRepeats ? reading : undefined;
  }
}
