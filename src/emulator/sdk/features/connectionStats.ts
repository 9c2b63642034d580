import type {
  IncomingAudioMediaStats,
  IncomingVideoMediaStats,
  OutgoingAudioMediaStats,
  OutgoingVideoMediaStats,
  TransportMediaStats,
} from '@azure/communication-calling';
import type { CounterDeltas } from '../diagnostics/readings.ts';
import type { Report, Stat } from '../diagnostics/stats.ts';

/** @returns `undefined` for a duration that the browser does not report. */
export const toMilliseconds = (seconds: number | undefined) => seconds && seconds * 1000;
/** WebRTC's audio levels run from 0 to 1, the SDK's from 0 to 65536. */
const toLevel = (audioLevel: number | undefined) => audioLevel && Math.round(audioLevel * 65_536);

/** Removes the fields that the browser does not report. */
function withoutUndefined<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/**
 * Translates the `getStats` report of one peer connection into the SDK's statistics of its streams and transports.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class ConnectionStats {
  readonly participantId: string;
  private readonly report: Report;
  private readonly seconds: number;
  private readonly counters: CounterDeltas;

  /**
   * @param participantId the remote participant at the other end of the connection.
   * @param seconds the time since the previous report of this connection.
   * @param counters the counters of all connections. They remember the values in the previous reports.
   */
  constructor(participantId: string, report: Report, seconds: number, counters: CounterDeltas) {
    this.participantId = participantId;
    this.report = report;
    this.seconds = seconds;
    this.counters = counters;
  }

  readTransports(): TransportMediaStats<number>[] {
    return [...this.report.values()]
      .filter(({ type }) => type === 'transport')
      .map((transport) => {
        const candidatePair = this.report.get(transport.selectedCandidatePairId ?? '');
        return withoutUndefined<TransportMediaStats<number>>({
          id: this.idOf(transport),
          rttInMs: toMilliseconds(candidatePair?.currentRoundTripTime),
          availableIncomingBitrate: candidatePair?.availableIncomingBitrate,
          availableOutgoingBitrate: candidatePair?.availableOutgoingBitrate,
        });
      });
  }

  readSentAudio(stat: Stat): OutgoingAudioMediaStats<number, string> {
    const source = this.report.get(stat.mediaSourceId ?? '');
    return withoutUndefined({ ...this.readSentStream(stat), audioInputLevel: toLevel(source?.audioLevel) });
  }

  readSentVideo(stat: Stat): OutgoingVideoMediaStats<number, string> {
    const source = this.report.get(stat.mediaSourceId ?? '');
    return withoutUndefined({
      ...this.readSentStream(stat),
      frameRateInput: source?.framesPerSecond,
      frameWidthInput: source?.width,
      frameHeightInput: source?.height,
      framesEncoded: stat.framesEncoded,
      frameRateEncoded: this.rateOf(stat, 'encoded', stat.framesEncoded),
      framesSent: stat.framesSent,
      frameRateSent: this.rateOf(stat, 'sent', stat.framesSent),
      frameWidthSent: stat.frameWidth,
      frameHeightSent: stat.frameHeight,
      keyFramesEncoded: stat.keyFramesEncoded,
    });
  }

  readReceivedAudio(stat: Stat): IncomingAudioMediaStats<number, string> {
    // Healed samples are those that the browser has invented for lost packets, except for invented silence.
    const allSamples = this.growthOf(stat, 'samples', stat.totalSamplesReceived);
    const silentSamples = this.growthOf(stat, 'silent', stat.silentConcealedSamples);
    const healedSamples = this.growthOf(stat, 'concealed', stat.concealedSamples) - silentSamples;
    return withoutUndefined({
      ...this.readReceivedStream(stat),
      audioOutputLevel: toLevel(stat.audioLevel),
      healedRatio: allSamples > 0 ? Math.max(0, healedSamples) / allSamples : 0,
    });
  }

  readReceivedVideo(stat: Stat, streamId: number): IncomingVideoMediaStats<number, string> {
    return withoutUndefined({
      ...this.readReceivedStream(stat),
      streamId,
      frameRateDecoded: this.rateOf(stat, 'decoded', stat.framesDecoded),
      frameRateReceived: this.rateOf(stat, 'received', stat.framesReceived),
      frameWidthReceived: stat.frameWidth,
      frameHeightReceived: stat.frameHeight,
      totalFreezeDurationInMs: toMilliseconds(stat.totalFreezesDuration),
      framesReceived: stat.framesReceived,
      framesDropped: stat.framesDropped,
      framesDecoded: stat.framesDecoded,
      keyFramesDecoded: stat.keyFramesDecoded,
    });
  }

  /** @returns by how much a counter of a stream has grown since the previous sample. */
  growthOf(stat: Stat, counter: string, count: number | undefined): number {
    return this.counters.growthOf(`${this.idOf(stat)} ${counter}`, count);
  }

  private readSentStream(stat: Stat) {
    // The receiver reports the loss, the jitter and the round trip of the packets that this page sends.
    const receiverReport = this.report.get(stat.remoteId ?? '');
    return {
      ...this.readCommonFields(stat, stat.bytesSent, stat.packetsSent, receiverReport?.packetsLost),
      jitterInMs: toMilliseconds(receiverReport?.jitter),
      rttInMs: toMilliseconds(receiverReport?.roundTripTime),
    };
  }

  private readReceivedStream(stat: Stat) {
    const transport = this.report.get(stat.transportId ?? '');
    const candidatePair = this.report.get(transport?.selectedCandidatePairId ?? '');
    const emittedSamples = this.growthOf(stat, 'emitted', stat.jitterBufferEmittedCount);
    const totalDelayMs = this.growthOf(stat, 'delay', toMilliseconds(stat.jitterBufferDelay));
    return {
      ...this.readCommonFields(stat, stat.bytesReceived, stat.packetsReceived, stat.packetsLost),
      jitterInMs: toMilliseconds(stat.jitter),
      rttInMs: toMilliseconds(candidatePair?.currentRoundTripTime),
      jitterBufferDelayInMs: emittedSamples > 0 ? totalDelayMs / emittedSamples : 0,
    };
  }

  private readCommonFields(
    stat: Stat,
    bytes: number | undefined,
    packets: number | undefined,
    packetsLost: number | undefined,
  ) {
    // From a MIME type such as `audio/opus`, the SDK's codec name is the second half in capitals.
    const mimeType = this.report.get(stat.codecId ?? '')?.mimeType;
    return {
      id: this.idOf(stat),
      codecName: mimeType?.split('/')[1]?.toUpperCase(),
      bitrate: this.rateOf(stat, 'bytes', bytes) * 8,
      packets,
      packetsPerSecond: this.rateOf(stat, 'packets', packets),
      packetsLost,
      packetsLostPerSecond: this.rateOf(stat, 'lost', packetsLost),
      transportId: stat.transportId && `${this.participantId} ${stat.transportId}`,
    };
  }

  /** @returns the growth of a counter per second. */
  private rateOf(stat: Stat, counter: string, count: number | undefined): number {
    return this.growthOf(stat, counter, count) / this.seconds;
  }

  /** @returns an id that is unique among all connections of the call. */
  private idOf({ id }: Stat): string {
    return `${this.participantId} ${id}`;
  }
}
