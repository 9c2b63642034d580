import type { CallConstraints } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';

/** Upper limits of the video that is sent. 0 means no limit. */
export interface VideoLimits {
  /** In pixels. */
  readonly frameHeight: number;
  /** In frames per second. */
  readonly frameRate: number;
  /** In bits per second. */
  readonly bitrate: number;
}

export const noLimits: VideoLimits = { frameHeight: 0, frameRate: 0, bitrate: 0 };

/** The heights in which video is sent, in pixels. */
const ladder = [90, 180, 240, 360, 540, 720, 1080];

/**
 * Adds an app's constraints. "If 0 value is provided, then no constraint will be applied for that constraint. If
 * undefined value is provided, then the previous value used will be used."
 * @returns the limits that hold from now on.
 * @throws 400/0 for a value that is not a number of at least 0.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/video-constraints
 */
export function withConstraints(before: VideoLimits, constraints: CallConstraints | undefined): VideoLimits {
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
 * The limits of a laptop. In a mesh, every frame is encoded once for each participant. In a call of four, video
 * therefore stays fluent only if its frames are smaller and fewer.
 * @param others the number of other participants.
 */
export function limitsForMesh(others: number): VideoLimits {
  if (others <= 1) return noLimits;
  if (others === 2) return { ...noLimits, frameRate: 20 };
  return { ...noLimits, frameHeight: others < 8 ? 180 : 90, frameRate: others < 8 ? 15 : 8 };
}

const lowerLimit = (a: number, b: number): number => Math.min(a, b || Infinity);

/**
 * @param height of the captured video, in pixels.
 * @returns the settings of an encoder that keeps to all of the limits.
 */
export function encodingFor(limits: readonly VideoLimits[], height: number): RTCRtpEncodingParameters {
  const least = limits.reduce(
    (a, b) => ({
      frameHeight: lowerLimit(a.frameHeight, b.frameHeight),
      frameRate: lowerLimit(a.frameRate, b.frameRate),
      bitrate: lowerLimit(a.bitrate, b.bitrate),
    }),
    { frameHeight: Infinity, frameRate: Infinity, bitrate: Infinity },
  );
  // "We choose the nearest resolution, which height doesn't exceed the constraint"; the smallest if all exceed it.
  const sent = ladder.findLast((step) => step <= least.frameHeight) ?? ladder[0] ?? height;
  return {
    scaleResolutionDownBy: Number.isFinite(least.frameHeight) ? Math.max(1, height / sent) : 1,
    ...(Number.isFinite(least.frameRate) ? { maxFramerate: least.frameRate } : {}),
    ...(Number.isFinite(least.bitrate) ? { maxBitrate: least.bitrate } : {}),
  };
}
