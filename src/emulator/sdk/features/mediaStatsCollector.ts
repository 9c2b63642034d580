import type {
  MediaStatsCollector,
  MediaStatsCollectorOptions,
  MediaStatsReportSample,
} from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { MediaSummary } from './mediaSummary.ts';

/** @returns the value. @throws 400/0 for anything but a whole number of at least 1. */
function checkPositive(name: string, value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw callingError(400, 0, `Failed to create the collector: ${name} must be a whole number, 1 or more.`);
}

/**
 * Reports every sample of media statistics. After `dataPointsPerAggregation` intervals of `aggregationInterval` seconds,
 * it also reports a summary. A sample comes every second.
 */
export class EmuMediaStatsCollector implements MediaStatsCollector {
  private readonly emitter = new Emitter('MediaStatsCollector', ['sampleReported', 'summaryReported']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly samplesPerInterval: number;
  private readonly intervalsPerSummary: number;
  private readonly onDispose: () => void;
  private summary = new MediaSummary();
  private sampleCount = 0;

  /**
   * @param options the defaults (10 seconds, 6 intervals) are the values in Microsoft's example.
   * @throws 400/0 for an option that is not a whole number of at least 1.
   */
  constructor(options: MediaStatsCollectorOptions = {}, onDispose: () => void) {
    this.samplesPerInterval = checkPositive('aggregationInterval', options.aggregationInterval ?? 10);
    this.intervalsPerSummary = checkPositive(
      'dataPointsPerAggregation',
      options.dataPointsPerAggregation ?? 6,
    );
    this.onDispose = onDispose;
  }

  /** Not for apps: reports a sample. */
  add(sample: MediaStatsReportSample): void {
    this.emitter.emit('sampleReported', sample);
    this.summary.add(sample);
    this.sampleCount += 1;
    if (this.sampleCount % this.samplesPerInterval === 0) this.summary.endInterval();
    const samplesPerSummary = this.samplesPerInterval * this.intervalsPerSummary;
    if (this.sampleCount % samplesPerSummary > 0) return;
    this.emitter.emit('summaryReported', this.summary.createReport());
    this.summary = new MediaSummary();
  }

  dispose(): void {
    this.emitter.removeAllListeners();
    this.onDispose();
  }
}
