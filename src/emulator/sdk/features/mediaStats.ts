import type {
  MediaStatsCallFeature,
  MediaStatsCollector,
  MediaStatsCollectorOptions,
} from '@azure/communication-calling';
import type { CallSession } from '../call/session.ts';
import type { Measurement } from '../diagnostics/stats.ts';
import { Sampler } from './mediaSampler.ts';
import { EmuMediaStatsCollector } from './mediaStatsCollector.ts';

/** "sampleReported event triggers every second"; looks come twice a second, and never quite in time. */
const every = 900;

/**
 * Media statistics, from what the browser really measures. "The collectors will be reclaimed internally when the call
 * ends."
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class EmuMediaStats implements MediaStatsCallFeature {
  readonly name = 'MediaStats';
  private readonly session: CallSession;
  private readonly sampler: Sampler;
  private readonly collectors = new Set<EmuMediaStatsCollector>();
  private at = -Infinity;

  constructor(session: CallSession) {
    this.session = session;
    this.sampler = new Sampler((participant, lane) => {
      const stream = session.find(participant)?.stream(lane);
      return stream?.isAvailable ? stream.id : undefined;
    });
    session.measured.on('measured', this.look);
  }

  /** @throws 400/0 for intervals that are none. */
  createCollector(options?: MediaStatsCollectorOptions): MediaStatsCollector {
    const collector = new EmuMediaStatsCollector(options, () => this.collectors.delete(collector));
    this.collectors.add(collector);
    return collector;
  }

  dispose(): void {
    this.session.measured.off('measured', this.look);
    for (const collector of this.collectors) collector.dispose();
  }

  private readonly look = (measurement: Measurement): void => {
    if (this.collectors.size === 0 || measurement.at - this.at < every) return;
    const first = this.at === -Infinity;
    this.at = measurement.at;
    const sample = this.sampler.sample(measurement);
    // Rates are what has changed since the one before.
    if (first) return;
    for (const collector of this.collectors) collector.take(sample);
  };
}
