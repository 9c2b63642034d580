import type {
  MediaStatsCollector,
  MediaStatsCollectorOptions,
  MediaStatsReportSample,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { Summary } from './mediaSummary.ts';

/** @throws 400/0 for what is no whole number of at least 1. */
function positive(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw callingError(400, 0, `Failed to create the collector: ${name} must be a whole number, 1 or more.`);
}

/** Tells every sample, and a summary of every `aggregationInterval * dataPointsPerAggregation` of them. */
export class EmuMediaStatsCollector implements MediaStatsCollector {
  private readonly emitter = new Emitter('MediaStatsCollector', ['sampleReported', 'summaryReported']);
  /** Seconds, which is samples. */
  private readonly interval: number;
  private readonly points: number;
  private readonly gone: () => void;
  private summary = new Summary();
  private samples = 0;

  /** @param gone hears that it is disposed of. The defaults are the documentation's example. */
  constructor(options: MediaStatsCollectorOptions = {}, gone: () => void) {
    this.interval = positive('aggregationInterval', options.aggregationInterval ?? 10);
    this.points = positive('dataPointsPerAggregation', options.dataPointsPerAggregation ?? 6);
    this.gone = gone;
  }

  /** Internal to the drop-in. */
  take(sample: MediaStatsReportSample): void {
    this.emitter.emit('sampleReported', sample);
    this.summary.add(sample);
    this.samples += 1;
    if (this.samples % this.interval === 0) this.summary.endInterval();
    if (this.samples % (this.interval * this.points) > 0) return;
    this.emitter.emit('summaryReported', this.summary.report());
    this.summary = new Summary();
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  dispose(): void {
    this.emitter.clear();
    this.gone();
  }
}
