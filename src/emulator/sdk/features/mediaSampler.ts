import type { IncomingVideoMediaStats, MediaStatsReportSample } from '@azure/communication-calling';
import { lanes, type Lane } from '../media/mediaSlots.ts';
import { Gains, type Measurement, type Stat } from '../diagnostics/stats.ts';
import { milliseconds, StreamStats } from './streamStats.ts';

/**
 * Turns looks at the connections into samples as the SDK reports them: rates are those since the sample before. In a
 * mesh, what is sent is sent to each participant, and listed for each.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class Sampler {
  private readonly gains = new Gains();
  private readonly longestFreeze = new Map<string, number>();
  private readonly streamId: (participant: string, lane: 'video' | 'screen') => number | undefined;
  private at = 0;

  /** @param streamId the `id` of a participant's stream, while it is available. */
  constructor(streamId: (participant: string, lane: 'video' | 'screen') => number | undefined) {
    this.streamId = streamId;
  }

  sample({ at, reports }: Measurement): MediaStatsReportSample {
    const seconds = (at - this.at) / 1000;
    this.at = at;
    const sample: MediaStatsReportSample = {
      audio: { send: [], receive: [] },
      video: { send: [], receive: [] },
      screenShare: { send: [], receive: [] },
      transports: [],
    };
    for (const [participant, report] of reports) {
      const connection = new StreamStats(participant, report, seconds, this.gains);
      sample.transports.push(...connection.transports());
      for (const stat of report.values()) this.add(sample, connection, stat);
    }
    return sample;
  }

  private add(sample: MediaStatsReportSample, connection: StreamStats, stat: Stat): void {
    const lane = lanes[Number(stat.mid)];
    if (!lane) return;
    const into = sample[kinds[lane]];
    if (stat.type === 'outbound-rtp' && stat.mediaSourceId) {
      if (lane === 'audio') sample.audio.send.push(connection.audioSent(stat));
      else into.send.push(connection.videoSent(stat));
    }
    if (stat.type !== 'inbound-rtp') return;
    if (lane === 'audio') {
      sample.audio.receive.push(connection.audioReceived(stat));
      return;
    }
    const streamId = this.streamId(connection.participant, lane);
    if (streamId === undefined) return;
    const received = connection.videoReceived(stat, streamId);
    const froze = connection.gain(stat, 'freezes', milliseconds(stat.totalFreezesDuration));
    const longest = Math.max(froze, this.longestFreeze.get(received.id) ?? 0);
    this.longestFreeze.set(received.id, longest);
    (into.receive as IncomingVideoMediaStats<number, string>[]).push({
      ...received,
      longestFreezeDurationInMs: longest,
    });
  }
}

const kinds = { audio: 'audio', video: 'video', screen: 'screenShare' } as const satisfies Record<
  Lane,
  string
>;
