import type * as Real from '@azure/communication-calling';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import type { CallSession } from '../call/session.ts';
import type { Measurement } from '../diagnostics/measurement.ts';
import { MediaSampler } from './mediaSampler.ts';
import { MediaSummary } from './mediaSummary.ts';

/** The shortest time between samples. Microsoft: "every second". Less than 1000, because the measurements are not quite regular. */
const minSampleIntervalMs = 900;

/**
 * Media statistics, as the browser measures them.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class EmuMediaStats implements Real.MediaStatsCallFeature {
  readonly name = 'MediaStats';
  private readonly session: CallSession;
  private readonly sampler: MediaSampler;
  private readonly collectors = new Set<EmuMediaStatsCollector>();
  /** The time of the last sample, as `performance.now()` gives it. */
  private sampledAtMs = -Infinity;

  constructor(session: CallSession) {
    this.session = session;
    this.sampler = new MediaSampler((participantId, slot) => {
      const stream = session.roster.find(participantId)?.stream(slot);
      return stream?.isAvailable ? stream.id : undefined;
    });
    session.measurementEvents.on('measured', this.reportSample);
  }

  /** @throws 400/0 (code/subcode) for an invalid interval. */
  createCollector(options?: Real.MediaStatsCollectorOptions): Real.MediaStatsCollector {
    const collector = new EmuMediaStatsCollector(options, () => this.collectors.delete(collector));
    this.collectors.add(collector);
    return collector;
  }

  dispose(): void {
    this.session.measurementEvents.off('measured', this.reportSample);
    for (const collector of this.collectors) collector.dispose();
  }

  private readonly reportSample = (measurement: Measurement): void => {
    const isTooEarly = measurement.measuredAtMs - this.sampledAtMs < minSampleIntervalMs;
    if (this.collectors.size === 0 || isTooEarly) return;
    const isFirst = this.sampledAtMs === -Infinity;
    this.sampledAtMs = measurement.measuredAtMs;
    const sample = this.sampler.createSample(measurement);
    // The first sample is not reported: without a previous sample it has no rates.
    if (isFirst) return;
    for (const collector of this.collectors) collector.add(sample);
  };
}

/** @returns the value. @throws 400/0 for anything but a whole number of at least 1. */
function checkPositive(name: string, value: number): number {
  const message = `Failed to create the collector: ${name} must be a whole number, 1 or more.`;
  check(Number.isInteger(value) && value >= 1, 400, 0, message);
  return value;
}

/** Reports every sample, and a summary after `dataPointsPerAggregation` intervals of `aggregationInterval` seconds. */
class EmuMediaStatsCollector implements Real.MediaStatsCollector {
  private readonly emitter = new Emitter('MediaStatsCollector', ['sampleReported', 'summaryReported']);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly samplesPerInterval: number;
  private readonly samplesPerSummary: number;
  private readonly onDispose: () => void;
  private summary = new MediaSummary();
  private sampleCount = 0;

  /** @param options the defaults (10 seconds, 6 intervals) are the values in Microsoft's example. */
  constructor(
    { aggregationInterval = 10, dataPointsPerAggregation = 6 }: Real.MediaStatsCollectorOptions = {},
    onDispose: () => void,
  ) {
    this.samplesPerInterval = checkPositive('aggregationInterval', aggregationInterval);
    this.samplesPerSummary =
      this.samplesPerInterval * checkPositive('dataPointsPerAggregation', dataPointsPerAggregation);
    this.onDispose = onDispose;
  }

  /** Not for apps: reports a sample. */
  add(sample: Real.MediaStatsReportSample): void {
    this.emitter.emit('sampleReported', sample);
    this.summary.add(sample);
    this.sampleCount += 1;
    if (this.sampleCount % this.samplesPerInterval === 0) this.summary.endInterval();
    if (this.sampleCount % this.samplesPerSummary > 0) return;
    this.emitter.emit('summaryReported', this.summary.createReport());
    this.summary = new MediaSummary();
  }

  dispose(): void {
    this.emitter.removeAllListeners();
    this.onDispose();
  }
}
