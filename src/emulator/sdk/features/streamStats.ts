import type {
  IncomingAudioMediaStats,
  IncomingVideoMediaStats,
  OutgoingAudioMediaStats,
  OutgoingVideoMediaStats,
  TransportMediaStats,
} from '@azure/communication-calling';
import type { CounterDeltas } from '../diagnostics/readings.ts';
import type { Report, Stat } from '../diagnostics/stats.ts';

export const toMilliseconds = (seconds: number | undefined) => seconds && seconds * 1000;
/** WebRTC's levels run from 0 to 1, the SDK's from 0 to 65536. */
const toLevel = (audioLevel: number | undefined) => audioLevel && Math.round(audioLevel * 65_536);

/** Leaves out the fields that were not measured. */
function measured<T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/**
 * The statistics of one peer connection, in the SDK's form.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/media-quality-sdk
 */
export class StreamStats {
  readonly participant: string;
  private readonly report: Report;
  private readonly seconds: number;
  private readonly counters: CounterDeltas;

  /** @param seconds since the previous sample. */
  constructor(participant: string, report: Report, seconds: number, counters: CounterDeltas) {
    this.participant = participant;
    this.report = report;
    this.seconds = seconds;
    this.counters = counters;
  }

  transports(): TransportMediaStats<number>[] {
    return [...this.report.values()]
      .filter(({ type }) => type === 'transport')
      .map((transport) => {
        const pair = this.report.get(transport.selectedCandidatePairId ?? '');
        return measured<TransportMediaStats<number>>({
          id: this.id(transport),
          rttInMs: toMilliseconds(pair?.currentRoundTripTime),
          availableIncomingBitrate: pair?.availableIncomingBitrate,
          availableOutgoingBitrate: pair?.availableOutgoingBitrate,
        });
      });
  }

  audioSent(stat: Stat): OutgoingAudioMediaStats<number, string> {
    const source = this.report.get(stat.mediaSourceId ?? '');
    return measured({ ...this.sent(stat), audioInputLevel: toLevel(source?.audioLevel) });
  }

  videoSent(stat: Stat): OutgoingVideoMediaStats<number, string> {
    const source = this.report.get(stat.mediaSourceId ?? '');
    return measured({
      ...this.sent(stat),
      frameRateInput: source?.framesPerSecond,
      frameWidthInput: source?.width,
      frameHeightInput: source?.height,
      framesEncoded: stat.framesEncoded,
      frameRateEncoded: this.rate(stat, 'encoded', stat.framesEncoded),
      framesSent: stat.framesSent,
      frameRateSent: this.rate(stat, 'sent', stat.framesSent),
      frameWidthSent: stat.frameWidth,
      frameHeightSent: stat.frameHeight,
      keyFramesEncoded: stat.keyFramesEncoded,
    });
  }

  audioReceived(stat: Stat): IncomingAudioMediaStats<number, string> {
    const samples = this.growth(stat, 'samples', stat.totalSamplesReceived);
    const silent = this.growth(stat, 'silent', stat.silentConcealedSamples);
    const healed = this.growth(stat, 'concealed', stat.concealedSamples) - silent;
    return measured({
      ...this.received(stat),
      audioOutputLevel: toLevel(stat.audioLevel),
      healedRatio: samples > 0 ? Math.max(0, healed) / samples : 0,
    });
  }

  videoReceived(stat: Stat, streamId: number): IncomingVideoMediaStats<number, string> {
    return measured({
      ...this.received(stat),
      streamId,
      frameRateDecoded: this.rate(stat, 'decoded', stat.framesDecoded),
      frameRateReceived: this.rate(stat, 'received', stat.framesReceived),
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
  growth(stat: Stat, counter: string, count: number | undefined): number {
    return this.counters.of(`${this.id(stat)} ${counter}`, count);
  }

  private sent(stat: Stat) {
    const remote = this.report.get(stat.remoteId ?? '');
    return {
      ...this.common(stat, stat.bytesSent, stat.packetsSent, remote?.packetsLost),
      jitterInMs: toMilliseconds(remote?.jitter),
      rttInMs: toMilliseconds(remote?.roundTripTime),
    };
  }

  private received(stat: Stat) {
    const transport = this.report.get(stat.transportId ?? '');
    const pair = this.report.get(transport?.selectedCandidatePairId ?? '');
    const emitted = this.growth(stat, 'emitted', stat.jitterBufferEmittedCount);
    const delay = this.growth(stat, 'delay', toMilliseconds(stat.jitterBufferDelay));
    return {
      ...this.common(stat, stat.bytesReceived, stat.packetsReceived, stat.packetsLost),
      jitterInMs: toMilliseconds(stat.jitter),
      rttInMs: toMilliseconds(pair?.currentRoundTripTime),
      jitterBufferDelayInMs: emitted > 0 ? delay / emitted : 0,
    };
  }

  private common(
    stat: Stat,
    bytes: number | undefined,
    packets: number | undefined,
    lost: number | undefined,
  ) {
    const codec = this.report.get(stat.codecId ?? '')?.mimeType;
    return {
      id: this.id(stat),
      codecName: codec?.split('/')[1]?.toUpperCase(),
      bitrate: this.rate(stat, 'bytes', bytes) * 8,
      packets,
      packetsPerSecond: this.rate(stat, 'packets', packets),
      packetsLost: lost,
      packetsLostPerSecond: this.rate(stat, 'lost', lost),
      transportId: stat.transportId && `${this.participant} ${stat.transportId}`,
    };
  }

  private rate(stat: Stat, counter: string, count: number | undefined): number {
    return this.growth(stat, counter, count) / this.seconds;
  }

  private id({ id }: Stat): string {
    return `${this.participant} ${id}`;
  }
}
