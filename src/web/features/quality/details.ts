import type { MediaStatsReportSample } from '@azure/communication-calling';

/**
 * Figures of the last second, for audio, video and screen share together. A figure is `null` if the SDK does not give it.
 */
export interface QualityDetails {
  readonly roundTripMs: number | null;
  readonly jitterMs: number | null;
  /** Received packets that were lost, per second. */
  readonly lostPerSecond: number | null;
  readonly sentBitsPerSecond: number | null;
  readonly receivedBitsPerSecond: number | null;
  /** The names of the codecs, for example `opus, H264`. */
  readonly codecs: string;
}

const keepNumbers = (values: readonly (number | undefined)[]) =>
  values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
const findLargest = (values: readonly (number | undefined)[]) => {
  const numbers = keepNumbers(values);
  return numbers.length === 0 ? null : Math.round(Math.max(...numbers));
};
const addUp = (values: readonly (number | undefined)[]) => {
  const numbers = keepNumbers(values);
  return numbers.length === 0 ? null : Math.round(numbers.reduce((total, value) => total + value, 0));
};

/** Summarizes one report of the SDK. Each time is the longest of all streams. Losses and bit rates are sums. */
export function readDetails({
  audio,
  video,
  screenShare,
  transports,
}: MediaStatsReportSample): QualityDetails {
  const receivedStreams = [...audio.receive, ...video.receive, ...screenShare.receive];
  const sentStreams = [...audio.send, ...video.send, ...screenShare.send];
  const codecs = [...receivedStreams, ...sentStreams].flatMap(({ codecName }) => codecName ?? []);
  return {
    roundTripMs: findLargest([...transports, ...sentStreams].map(({ rttInMs }) => rttInMs)),
    jitterMs: findLargest(receivedStreams.map(({ jitterInMs }) => jitterInMs)),
    lostPerSecond: addUp(receivedStreams.map(({ packetsLostPerSecond }) => packetsLostPerSecond)),
    sentBitsPerSecond: addUp(sentStreams.map(({ bitrate }) => bitrate)),
    receivedBitsPerSecond: addUp(receivedStreams.map(({ bitrate }) => bitrate)),
    codecs: [...new Set(codecs)].join(', '),
  };
}
