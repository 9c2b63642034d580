import type { CallConstraints } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';

/** What is sent at most; 0 is no limit. Pixels, pictures a second, bits a second. */
export interface VideoLimits {
  readonly frameHeight: number;
  readonly frameRate: number;
  readonly bitrate: number;
}

export const noLimits: VideoLimits = { frameHeight: 0, frameRate: 0, bitrate: 0 };

/** The heights that pictures are sent in. */
const ladder = [90, 180, 240, 360, 540, 720, 1080];

/**
 * What an app has asked for. "If 0 value is provided, then no constraint will be applied for that constraint. If
 * undefined value is provided, then the previous value used will be used."
 * @throws 400/0 for what is no number of at least 0.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/video-constraints
 */
export function constrained(before: VideoLimits, constraints: CallConstraints | undefined): VideoLimits {
  const { frameHeight, frameRate, bitrate } = constraints?.video?.send ?? {};
  const limit = (name: keyof VideoLimits, max: number | undefined): number => {
    if (max === undefined) return before[name];
    if (typeof max === 'number' && max >= 0) return max;
    throw callingError(400, 0, `Failed to set constraints: ${name}.max must be a number, 0 for no limit.`);
  };
  return {
    frameHeight: limit('frameHeight', frameHeight?.max),
    frameRate: limit('frameRate', frameRate?.max),
    bitrate: limit('bitrate', bitrate?.max),
  };
}

/**
 * What a laptop bears. In a mesh every picture is encoded once for each of the others: among four, smaller and fewer
 * pictures move, larger ones stand still.
 * @param others in the call.
 */
export function bearable(others: number): VideoLimits {
  if (others <= 1) return noLimits;
  if (others === 2) return { ...noLimits, frameRate: 20 };
  return { ...noLimits, frameHeight: others < 8 ? 180 : 90, frameRate: others < 8 ? 15 : 8 };
}

const lower = (one: number, other: number): number => Math.min(one, other || Infinity);

/**
 * @param height of the captured picture.
 * @returns the settings of an encoder that keeps to all of these limits.
 */
export function encoding(limits: readonly VideoLimits[], height: number): RTCRtpEncodingParameters {
  const least = limits.reduce(
    (one, other) => ({
      frameHeight: lower(one.frameHeight, other.frameHeight),
      frameRate: lower(one.frameRate, other.frameRate),
      bitrate: lower(one.bitrate, other.bitrate),
    }),
    { frameHeight: Infinity, frameRate: Infinity, bitrate: Infinity },
  );
  // "We choose the nearest resolution, which height doesn't exceed the constraint"; the smallest, if all do.
  const sent = ladder.findLast((step) => step <= least.frameHeight) ?? ladder[0] ?? height;
  return {
    scaleResolutionDownBy: Number.isFinite(least.frameHeight) ? Math.max(1, height / sent) : 1,
    ...(Number.isFinite(least.frameRate) ? { maxFramerate: least.frameRate } : {}),
    ...(Number.isFinite(least.bitrate) ? { maxBitrate: least.bitrate } : {}),
  };
}
