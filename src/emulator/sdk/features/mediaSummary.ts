import type * as Real from '@azure/communication-calling';

/** All values of one field of a stream, and their aggregation: one count, sum, minimum and maximum for each interval. */
type SummaryValue = Real.MediaStatValue<unknown>;

/** Lists a sample's streams. `path`, such as `audio send`, says where in the sample a stream is; `fields` include its id. */
function* streamsOf(
  sample: Real.MediaStatsReportSample,
): Generator<[path: string, fields: Record<string, unknown>]> {
  for (const kind of ['audio', 'video', 'screenShare'] as const) {
    for (const direction of ['send', 'receive'] as const) {
      for (const stream of sample[kind][direction]) yield [`${kind} ${direction}`, { ...stream }];
    }
  }
  for (const transport of sample.transports) yield ['transports', { ...transport }];
}

/** Collects the values of several intervals. Numbers are also aggregated. */
export class MediaSummary {
  /** Maps `<path>|<id of the stream>` to the summary of the stream, which maps the name of each field to its values. */
  private readonly streams = new Map<string, Map<string, SummaryValue>>();
  private interval = 0;

  add(sample: Real.MediaStatsReportSample): void {
    for (const [path, { id, ...fields }] of streamsOf(sample)) {
      const key = `${path}|${String(id)}`;
      const values = this.streams.get(key) ?? new Map<string, SummaryValue>();
      this.streams.set(key, values);
      for (const [name, value] of Object.entries(fields)) this.addValue(values, name, value);
    }
  }

  /** Ends the current interval: samples that are added later belong to the next interval. */
  endInterval(): void {
    this.interval += 1;
  }

  createReport(): Real.MediaStatsReportSummary {
    const streamsAt = (path: string) =>
      [...this.streams].flatMap(([key, values]) => {
        const [streamPath, id] = key.split('|', 2);
        return streamPath === path ? [Object.assign(Object.fromEntries(values), { id: id ?? '' })] : [];
      });
    const streamsInBothDirections = (kind: string) => ({
      send: streamsAt(`${kind} send`),
      receive: streamsAt(`${kind} receive`),
    });
    return {
      audio: streamsInBothDirections('audio'),
      video: streamsInBothDirections('video'),
      screenShare: streamsInBothDirections('screenShare'),
      transports: streamsAt('transports'),
    };
  }

  private addValue(values: Map<string, SummaryValue>, name: string, value: unknown): void {
    const summaryValue = values.get(name) ?? { raw: [], timestamp: new Date() };
    values.set(name, summaryValue);
    summaryValue.raw.push(value);
    summaryValue.timestamp = new Date();
    if (typeof value !== 'number') return;
    summaryValue.aggregation ??= { count: [], sum: [], min: [], max: [] };
    addToInterval(summaryValue.aggregation, this.interval, value);
  }
}

/** Adds a value to the aggregation of an interval. Intervals without a value have a count of 0. */
function addToInterval(aggregation: Real.MediaStatsAggregation, interval: number, value: number): void {
  const { count, sum, min, max } = aggregation;
  while (count.length <= interval) {
    count.push(0);
    sum.push(0);
    min.push(value);
    max.push(value);
  }
  count[interval] = (count[interval] ?? 0) + 1;
  sum[interval] = (sum[interval] ?? 0) + value;
  min[interval] = Math.min(min[interval] ?? value, value);
  max[interval] = Math.max(max[interval] ?? value, value);
}
