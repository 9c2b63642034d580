import type {
  MediaStatsAggregation,
  MediaStatsReportSample,
  MediaStatsReportSummary,
  MediaStatValue,
} from '@azure/communication-calling';

type Fields = Record<string, unknown>;
type Value = MediaStatValue<unknown>;

/** The streams of a sample, each with its path in the sample. */
function* streamsOf(sample: MediaStatsReportSample): Generator<[path: string, Fields]> {
  for (const kind of ['audio', 'video', 'screenShare'] as const) {
    for (const direction of ['send', 'receive'] as const) {
      for (const stream of sample[kind][direction]) yield [`${kind} ${direction}`, { ...stream }];
    }
  }
  for (const transport of sample.transports) yield ['transports', { ...transport }];
}

/**
 * Collects the samples of several intervals in a summary. Numbers get their count, sum, minimum and maximum in each
 * interval; all fields get the list of their values.
 */
export class Summary {
  private readonly streams = new Map<string, Map<string, Value>>();
  private interval = 0;

  add(sample: MediaStatsReportSample): void {
    for (const [path, { id, ...fields }] of streamsOf(sample)) {
      const key = `${path}|${String(id)}`;
      const values = this.streams.get(key) ?? new Map<string, Value>();
      this.streams.set(key, values);
      for (const [name, field] of Object.entries(fields)) this.addValue(values, name, field);
    }
  }

  /** Samples that are added from now on belong to the next interval. */
  endInterval(): void {
    this.interval += 1;
  }

  report(): MediaStatsReportSummary {
    const streams = (path: string) =>
      [...this.streams].flatMap(([key, values]) => {
        const [at, id] = key.split('|', 2);
        return at === path ? [Object.assign(Object.fromEntries(values), { id: id ?? '' })] : [];
      });
    const both = (kind: string) => ({ send: streams(`${kind} send`), receive: streams(`${kind} receive`) });
    return {
      audio: both('audio'),
      video: both('video'),
      screenShare: both('screenShare'),
      transports: streams('transports'),
    };
  }

  private addValue(values: Map<string, Value>, name: string, field: unknown): void {
    const value = values.get(name) ?? { raw: [], timestamp: new Date() };
    values.set(name, value);
    value.raw.push(field);
    value.timestamp = new Date();
    if (typeof field === 'number') aggregate((value.aggregation ??= empty()), this.interval, field);
  }
}

const empty = (): MediaStatsAggregation => ({ count: [], sum: [], min: [], max: [] });

/** Adds a number to an interval. Intervals before the stream began have a count of 0. */
function aggregate({ count, sum, min, max }: MediaStatsAggregation, interval: number, number: number): void {
  while (count.length <= interval) {
    count.push(0);
    sum.push(0);
    min.push(number);
    max.push(number);
  }
  count[interval] = (count[interval] ?? 0) + 1;
  sum[interval] = (sum[interval] ?? 0) + number;
  min[interval] = Math.min(min[interval] ?? number, number);
  max[interval] = Math.max(max[interval] ?? number, number);
}
