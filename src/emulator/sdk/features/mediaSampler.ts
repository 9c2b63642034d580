import type { MediaStatsReportSample } from '@azure/communication-calling';
import { mediaSlots } from '../media/mediaSlots.ts';
import { CounterDeltas, type Measurement, type Report, type Stat } from '../diagnostics/measurement.ts';

/** @returns `undefined` for a duration that the browser does not report. */
const toMilliseconds = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * 1000);
/** WebRTC's audio levels run from 0 to 1, the SDK's from 0 to 65536. Both are `undefined` if the browser reports none. */
const toLevel = (level: number | undefined) => (level === undefined ? undefined : Math.round(level * 65_536));

/** Removes the fields that the browser does not report. */
function withoutUndefined<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** @returns the SDK's `id` of a participant's camera or screen; `undefined` while that stream is not available. */
type FindStreamId = (participantId: string, slot: 'video' | 'screen') => number | undefined;

/**
 * Turns measurements into the SDK's samples of media statistics. Without a media server, each remote participant is sent a
 * stream of their own, so a sample lists a sent stream once for each of them.
 */
export class MediaSampler {
  /** The counters of all connections, with their values in the previous sample. */
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
      for (const stat of report.values()) {
        const reader = new StatReader(stat, { participantId, report, seconds, counters: this.counters });
        if (stat.type === 'transport') sample.transports.push(reader.readTransport());
        else this.addStream(sample, participantId, stat, reader);
      }
    }
    return sample;
  }

  /** Adds a stream to a sample, if `stat` is about a stream. */
  private addStream(
    sample: MediaStatsReportSample,
    participantId: string,
    stat: Stat,
    reader: StatReader,
  ): void {
    // A media slot is one transceiver of a connection: audio, camera (`video`) or screen.
    const slot = mediaSlots[Number(stat.mid)];
    if (!slot) return;
    // While nothing is sent, a sender has no media source.
    const isSent = stat.type === 'outbound-rtp' && Boolean(stat.mediaSourceId);
    const isReceived = stat.type === 'inbound-rtp';
    if (slot === 'audio') {
      if (isSent) sample.audio.send.push(reader.readSentAudio());
      if (isReceived) sample.audio.receive.push(reader.readReceivedAudio());
      return;
    }
    const streams = slot === 'video' ? sample.video : sample.screenShare;
    if (isSent) streams.send.push(reader.readSentVideo());
    const streamId = isReceived ? this.findStreamId(participantId, slot) : undefined;
    if (streamId === undefined) return;
    const frozenMs = reader.recordGrowth('freezes', toMilliseconds(stat.totalFreezesDuration));
    const longestFreezeMs = Math.max(frozenMs, this.longestFreezes.get(reader.id) ?? 0);
    this.longestFreezes.set(reader.id, longestFreezeMs);
    streams.receive.push({
      ...reader.readReceivedVideo(streamId),
      longestFreezeDurationInMs: longestFreezeMs,
    });
  }
}

/** The report to which a statistics object belongs. It is about the connection to one participant. */
interface StatContext {
  readonly participantId: string;
  readonly report: Report;
  /** The time since the previous report. */
  readonly seconds: number;
  readonly counters: CounterDeltas;
}

/** Translates one object of a `getStats` report into the SDK's statistics. */
class StatReader {
  /** The id of the stream or transport, which is unique among all connections of the call. */
  readonly id: string;
  private readonly stat: Stat;
  private readonly context: StatContext;

  constructor(stat: Stat, context: StatContext) {
    this.stat = stat;
    this.context = context;
    this.id = `${context.participantId} ${stat.id}`;
  }

  /** Records a counter. @returns by how much it has grown since the previous sample. */
  recordGrowth(counter: string, count: number | undefined): number {
    return this.context.counters.recordGrowth(`${this.id} ${counter}`, count);
  }

  readTransport() {
    const candidatePair = this.find(this.stat.selectedCandidatePairId);
    return withoutUndefined({
      id: this.id,
      rttInMs: toMilliseconds(candidatePair?.currentRoundTripTime),
      availableIncomingBitrate: candidatePair?.availableIncomingBitrate,
      availableOutgoingBitrate: candidatePair?.availableOutgoingBitrate,
    });
  }

  readSentAudio() {
    const source = this.find(this.stat.mediaSourceId);
    return withoutUndefined({ ...this.readSentStream(), audioInputLevel: toLevel(source?.audioLevel) });
  }

  readSentVideo() {
    const { stat } = this;
    const source = this.find(stat.mediaSourceId);
    return withoutUndefined({
      ...this.readSentStream(),
      frameRateInput: source?.framesPerSecond,
      frameWidthInput: source?.width,
      frameHeightInput: source?.height,
      framesEncoded: stat.framesEncoded,
      frameRateEncoded: this.recordRate('encoded', stat.framesEncoded),
      framesSent: stat.framesSent,
      frameRateSent: this.recordRate('sent', stat.framesSent),
      frameWidthSent: stat.frameWidth,
      frameHeightSent: stat.frameHeight,
      keyFramesEncoded: stat.keyFramesEncoded,
    });
  }

  readReceivedAudio() {
    const { stat } = this;
    // Healed samples are those that the browser has made up for lost packets. Made-up silence does not count.
    const allSamples = this.recordGrowth('samples', stat.totalSamplesReceived);
    const silentSamples = this.recordGrowth('silent', stat.silentConcealedSamples);
    const healedSamples = this.recordGrowth('concealed', stat.concealedSamples) - silentSamples;
    return withoutUndefined({
      ...this.readReceivedStream(),
      audioOutputLevel: toLevel(stat.audioLevel),
      healedRatio: allSamples > 0 ? Math.max(0, healedSamples) / allSamples : 0,
    });
  }

  readReceivedVideo(streamId: number) {
    const { stat } = this;
    return withoutUndefined({
      ...this.readReceivedStream(),
      streamId,
      frameRateDecoded: this.recordRate('decoded', stat.framesDecoded),
      frameRateReceived: this.recordRate('received', stat.framesReceived),
      frameWidthReceived: stat.frameWidth,
      frameHeightReceived: stat.frameHeight,
      totalFreezeDurationInMs: toMilliseconds(stat.totalFreezesDuration),
      framesReceived: stat.framesReceived,
      framesDropped: stat.framesDropped,
      framesDecoded: stat.framesDecoded,
      keyFramesDecoded: stat.keyFramesDecoded,
    });
  }

  private readSentStream() {
    const { stat } = this;
    // The receiver reports the loss, the jitter and the round trip of the packets that this page sends.
    const receiverReport = this.find(stat.remoteId);
    return {
      ...this.readCommonFields(stat.bytesSent, stat.packetsSent, receiverReport?.packetsLost),
      jitterInMs: toMilliseconds(receiverReport?.jitter),
      rttInMs: toMilliseconds(receiverReport?.roundTripTime),
    };
  }

  private readReceivedStream() {
    const { stat } = this;
    const candidatePair = this.find(this.find(stat.transportId)?.selectedCandidatePairId);
    const emittedSamples = this.recordGrowth('emitted', stat.jitterBufferEmittedCount);
    const totalDelayMs = this.recordGrowth('delay', toMilliseconds(stat.jitterBufferDelay));
    return {
      ...this.readCommonFields(stat.bytesReceived, stat.packetsReceived, stat.packetsLost),
      jitterInMs: toMilliseconds(stat.jitter),
      rttInMs: toMilliseconds(candidatePair?.currentRoundTripTime),
      jitterBufferDelayInMs: emittedSamples > 0 ? totalDelayMs / emittedSamples : 0,
    };
  }

  private readCommonFields(
    bytes: number | undefined,
    packets: number | undefined,
    packetsLost: number | undefined,
  ) {
    const { codecId, transportId } = this.stat;
    // From a MIME type such as `audio/opus`, the SDK's codec name is the second half in capitals.
    const codecName = this.find(codecId)?.mimeType?.split('/')[1]?.toUpperCase();
    return {
      id: this.id,
      codecName,
      bitrate: this.recordRate('bytes', bytes) * 8,
      packets,
      packetsPerSecond: this.recordRate('packets', packets),
      packetsLost,
      packetsLostPerSecond: this.recordRate('lost', packetsLost),
      transportId: transportId && `${this.context.participantId} ${transportId}`,
    };
  }

  /** Records a counter. @returns its growth per second since the previous sample. */
  private recordRate(counter: string, count: number | undefined): number {
    return this.recordGrowth(counter, count) / this.context.seconds;
  }

  /** @returns another object of the same report. */
  private find(id: string | undefined): Stat | undefined {
    return this.context.report.get(id ?? '');
  }
}
