const spoken = { audio: ['audio/opus', 'audio/telephone-event'], video: ['video/VP8', 'video/rtx'] } as const;

/**
 * One codec for each kind, which every browser has: offering all of them makes descriptions twice as long, and VP8 is
 * the lightest one to encode for several others at once.
 */
export const codecs = (kind: 'audio' | 'video'): RTCRtpCodec[] =>
  (RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []).filter(({ mimeType }) =>
    (spoken[kind] as readonly string[]).includes(mimeType),
  );
