import type { IncomingVideoMediaStats, MediaStatsReportSample } from '@azure/communication-calling';
import { mediaSlots, type MediaSlot } from '../media/mediaSlots.ts';
import { CounterDeltas } from '../diagnostics/readings.ts';
import type { Measurement, Stat } from '../diagnostics/stats.ts';
import { StreamStats, toMilliseconds } from './streamStats.ts';

/**
 * Turns measurements into the samples that the SDK reports. Rates are those since the previous sample. In a mesh, what is
 * sent goes to each participant, and is listed for each.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class MediaSampler {
  private readonly counters = new CounterDeltas();
  private readonly longestFreeze = new Map<string, number>();
  private readonly streamId: (participant: string, slot: 'video' | 'screen') => number | undefined;
  private at = 0;

  /** @param streamId returns the `id` of a participant's stream, while it is available. */
  constructor(streamId: (participant: string, slot: 'video' | 'screen') => number | undefined) {
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
      const connection = new StreamStats(participant, report, seconds, this.counters);
      sample.transports.push(...connection.transports());
      for (const stat of report.values()) this.add(sample, connection, stat);
    }
    return sample;
  }

  private add(sample: MediaStatsReportSample, connection: StreamStats, stat: Stat): void {
    const slot = mediaSlots[Number(stat.mid)];
    if (!slot) return;
    const streams = sample[kinds[slot]];
    if (stat.type === 'outbound-rtp' && stat.mediaSourceId) {
      if (slot === 'audio') sample.audio.send.push(connection.audioSent(stat));
      else streams.send.push(connection.videoSent(stat));
    }
    if (stat.type !== 'inbound-rtp') return;
    if (slot === 'audio') {
      sample.audio.receive.push(connection.audioReceived(stat));
      return;
    }
    const streamId = this.streamId(connection.participant, slot);
    if (streamId === undefined) return;
    const received = connection.videoReceived(stat, streamId);
    const frozenMs = connection.growth(stat, 'freezes', toMilliseconds(stat.totalFreezesDuration));
    const longest = Math.max(frozenMs, this.longestFreeze.get(received.id) ?? 0);
    this.longestFreeze.set(received.id, longest);
    (streams.receive as IncomingVideoMediaStats<number, string>[]).push({
      ...received,
      longestFreezeDurationInMs: longest,
    });
  }
}

const kinds = { audio: 'audio', video: 'video', screen: 'screenShare' } as const satisfies Record<
  MediaSlot,
  string
>;
