import type { CallConstraints } from '@azure/communication-calling';
import { callingError } from '../base/errors.ts';

/** Upper limits of the camera video that the page sends, in pixels, frames per second and bits per second. 0 means no limit. */
export interface VideoLimits {
  readonly frameHeight: number;
  readonly frameRate: number;
  readonly bitrate: number;
}

export const noLimits: VideoLimits = { frameHeight: 0, frameRate: 0, bitrate: 0 };

const smallestScaledHeight = 90;
/** Video with a limited height is scaled to one of these heights, in pixels. */
const scaledHeights = [smallestScaledHeight, 180, 240, 360, 540, 720, 1080];

/**
 * Applies an app's constraints to the current limits. Microsoft: "If 0 value is provided, then no constraint will be
 * applied for that constraint. If undefined value is provided, then the previous value used will be used."
 * @throws 400/0 (code/subcode) for a value that is not a number of at least 0.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/video-constraints
 */
export function applyConstraints(before: VideoLimits, constraints: CallConstraints | undefined): VideoLimits {
  const { frameHeight, frameRate, bitrate } = constraints?.video?.send ?? {};
  const readLimit = (name: keyof VideoLimits, max: number | undefined): number => {
    if (max === undefined) return before[name];
    if (typeof max === 'number' && max >= 0) return max;
    throw callingError(400, 0, `Failed to set constraints: ${name}.max must be a number, 0 for no limit.`);
  };
  return {
    frameHeight: readLimit('frameHeight', frameHeight?.max),
    frameRate: readLimit('frameRate', frameRate?.max),
    bitrate: readLimit('bitrate', bitrate?.max),
  };
}

/**
 * The limits with which a laptop keeps video smooth. Without a media server, the page encodes every frame once for each remote
 * participant. So the more there are, the fewer and the smaller are the frames.
 */
export function computeMeshLimits(remoteParticipantCount: number): VideoLimits {
  if (remoteParticipantCount <= 1) return noLimits;
  if (remoteParticipantCount === 2) return { ...noLimits, frameRate: 20 };
  if (remoteParticipantCount < 8) return { ...noLimits, frameHeight: 180, frameRate: 15 };
  return { ...noLimits, frameHeight: 90, frameRate: 8 };
}

/** @returns the lowest limit; Infinity if none of the values is a limit (0 means no limit). */
const lowestLimit = (values: readonly number[]): number =>
  Math.min(Infinity, ...values.filter((value) => value > 0));

/** @returns encoder settings that keep all limits. @param height the height of the captured video, in pixels. */
export function computeEncoding(limits: readonly VideoLimits[], height: number): RTCRtpEncodingParameters {
  const maxHeight = lowestLimit(limits.map(({ frameHeight }) => frameHeight));
  const maxFramerate = lowestLimit(limits.map(({ frameRate }) => frameRate));
  const maxBitrate = lowestLimit(limits.map(({ bitrate }) => bitrate));
  // Microsoft: "We choose the nearest resolution, which height doesn't exceed the constraint". If all exceed it, this
  // takes the smallest.
  const scaledHeight = scaledHeights.findLast((step) => step <= maxHeight) ?? smallestScaledHeight;
  return {
    scaleResolutionDownBy: Number.isFinite(maxHeight) ? Math.max(1, height / scaledHeight) : 1,
    ...(Number.isFinite(maxFramerate) ? { maxFramerate } : {}),
    ...(Number.isFinite(maxBitrate) ? { maxBitrate } : {}),
  };
}
