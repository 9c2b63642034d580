import type { IncomingVideoMediaStats, MediaStatsReportSample } from '@azure/communication-calling';
import { mediaSlots, type MediaSlot } from '../media/mediaSlots.ts';
import { CounterDeltas } from '../diagnostics/readings.ts';
import type { Measurement, Stat } from '../diagnostics/stats.ts';
import { ConnectionStats, toMilliseconds } from './connectionStats.ts';

/** @returns the SDK's `id` of a participant's camera or screen; `undefined` while that stream is not available. */
type FindStreamId = (participantId: string, slot: 'video' | 'screen') => number | undefined;

/**
 * Turns measurements into the samples of media statistics that the SDK reports. A rate is the growth of a counter since
 * the previous sample. Without a media server, each stream is sent separately to each remote participant. A sample
 * therefore lists a sent stream once for each remote participant.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class MediaSampler {
  private readonly counters = new CounterDeltas();
  /** Maps the id of each received video to its longest freeze so far, in milliseconds. */
  private readonly longestFreezes = new Map<string, number>();
  private readonly findStreamId: FindStreamId;
  private lastMeasuredAtMs = 0;

  constructor(findStreamId: FindStreamId) {
    this.findStreamId = findStreamId;
  }

  createSample({ measuredAtMs, reports }: Measurement): MediaStatsReportSample {
    const seconds = (measuredAtMs - this.lastMeasuredAtMs) / 1000;
    this.lastMeasuredAtMs = measuredAtMs;
    const sample: MediaStatsReportSample = {
      audio: { send: [], receive: [] },
      video: { send: [], receive: [] },
      screenShare: { send: [], receive: [] },
      transports: [],
    };
    for (const [participantId, report] of reports) {
      const connectionStats = new ConnectionStats(participantId, report, seconds, this.counters);
      sample.transports.push(...connectionStats.readTransports());
      for (const stat of report.values()) this.addStream(sample, connectionStats, stat);
    }
    return sample;
  }

  /** Adds the statistics of a stream to a sample, if `stat` is about a stream. */
  private addStream(sample: MediaStatsReportSample, connectionStats: ConnectionStats, stat: Stat): void {
    const slot = mediaSlots[Number(stat.mid)];
    if (!slot) return;
    const streams = sample[sampleKeys[slot]];
    if (stat.type === 'outbound-rtp' && stat.mediaSourceId) {
      if (slot === 'audio') sample.audio.send.push(connectionStats.readSentAudio(stat));
      else streams.send.push(connectionStats.readSentVideo(stat));
    }
    if (stat.type !== 'inbound-rtp') return;
    if (slot === 'audio') {
      sample.audio.receive.push(connectionStats.readReceivedAudio(stat));
      return;
    }
    const streamId = this.findStreamId(connectionStats.participantId, slot);
    if (streamId === undefined) return;
    const receivedVideo = connectionStats.readReceivedVideo(stat, streamId);
    const frozenMs = connectionStats.growthOf(stat, 'freezes', toMilliseconds(stat.totalFreezesDuration));
    const longestFreezeMs = Math.max(frozenMs, this.longestFreezes.get(receivedVideo.id) ?? 0);
    this.longestFreezes.set(receivedVideo.id, longestFreezeMs);
    (streams.receive as IncomingVideoMediaStats<number, string>[]).push({
      ...receivedVideo,
      longestFreezeDurationInMs: longestFreezeMs,
    });
  }
}

/** Maps each media slot (audio, camera or screen) to its key in a sample. */
const sampleKeys = { audio: 'audio', video: 'video', screen: 'screenShare' } as const satisfies Record<
  MediaSlot,
  string
>;
