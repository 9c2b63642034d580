const mimeTypes = {
  audio: ['audio/opus', 'audio/telephone-event'],
  video: ['video/VP8', 'video/rtx'],
} as const;

/**
 * @returns one codec of each kind that every browser has. Offering all codecs makes descriptions twice as long, and VP8
 * costs least to encode for several participants at once.
 */
export const codecs = (kind: 'audio' | 'video'): RTCRtpCodec[] =>
  (RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []).filter(({ mimeType }) =>
    (mimeTypes[kind] as readonly string[]).includes(mimeType),
  );
