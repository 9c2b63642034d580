import type {
  MediaStatsCollector,
  MediaStatsCollectorOptions,
  MediaStatsReportSample,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { Summary } from './mediaSummary.ts';

/** @throws 400/0 for anything but a whole number of at least 1. */
function checkPositive(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw callingError(400, 0, `Failed to create the collector: ${name} must be a whole number, 1 or more.`);
}

/** Reports every sample, and a summary of every `aggregationInterval * dataPointsPerAggregation` samples. */
export class EmuMediaStatsCollector implements MediaStatsCollector {
  private readonly emitter = new Emitter('MediaStatsCollector', ['sampleReported', 'summaryReported']);
  /** In seconds, and thus in samples. */
  private readonly interval: number;
  private readonly pointCount: number;
  private readonly onDispose: () => void;
  private summary = new Summary();
  private sampleCount = 0;

  /** @param options have the defaults of the documentation's example. */
  constructor(options: MediaStatsCollectorOptions = {}, onDispose: () => void) {
    this.interval = checkPositive('aggregationInterval', options.aggregationInterval ?? 10);
    this.pointCount = checkPositive('dataPointsPerAggregation', options.dataPointsPerAggregation ?? 6);
    this.onDispose = onDispose;
  }

  /** Internal to the drop-in. */
  add(sample: MediaStatsReportSample): void {
    this.emitter.emit('sampleReported', sample);
    this.summary.add(sample);
    this.sampleCount += 1;
    if (this.sampleCount % this.interval === 0) this.summary.endInterval();
    if (this.sampleCount % (this.interval * this.pointCount) > 0) return;
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
    this.onDispose();
  }
}
