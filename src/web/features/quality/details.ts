import type { MediaStatsReportSample } from '@azure/communication-calling';

/** Figures of the last second; `null` if the SDK gives none. */
export interface Details {
  /** Round-trip time in milliseconds. */
  readonly rtt: number | null;
  /** Milliseconds. */
  readonly jitter: number | null;
  /** Lost packets per second. */
  readonly lost: number | null;
  /** Bits per second, audio and video together. */
  readonly sent: number | null;
  readonly received: number | null;
  /** For example `opus, H264`. */
  readonly codecs: string;
}

const present = (values: readonly (number | undefined)[]) =>
  values.filter((value) => value !== undefined && Number.isFinite(value)) as number[];
const largest = (values: readonly (number | undefined)[]) => {
  const known = present(values);
  return known.length === 0 ? null : Math.round(Math.max(...known));
};
const sum = (values: readonly (number | undefined)[]) => {
  const known = present(values);
  return known.length === 0 ? null : Math.round(known.reduce((total, value) => total + value, 0));
};

/** Summarizes a sample: the worst stream's times, and the sums of losses and bit rates. */
export function readDetails({ audio, video, screenShare, transports }: MediaStatsReportSample): Details {
  const received = [...audio.receive, ...video.receive, ...screenShare.receive];
  const sent = [...audio.send, ...video.send, ...screenShare.send];
  const codecs = [...received, ...sent].flatMap(({ codecName }) => codecName ?? []);
  return {
    rtt: largest([...transports, ...sent].map(({ rttInMs }) => rttInMs)),
    jitter: largest(received.map(({ jitterInMs }) => jitterInMs)),
    lost: sum(received.map(({ packetsLostPerSecond }) => packetsLostPerSecond)),
    sent: sum(sent.map(({ bitrate }) => bitrate)),
    received: sum(received.map(({ bitrate }) => bitrate)),
    codecs: [...new Set(codecs)].join(', '),
  };
}
