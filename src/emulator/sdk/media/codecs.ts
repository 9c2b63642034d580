/**
 * For each kind of media, a codec that every browser has and its companion: DTMF for audio, retransmission for video.
 */
const mimeTypes = {
  audio: ['audio/opus', 'audio/telephone-event'],
  video: ['video/VP8', 'video/rtx'],
} as const;

/**
 * @returns the codecs that this page offers. Offering all codecs of the browser would make session descriptions twice as
 * long. Of the video codecs, VP8 costs the least to encode for several participants at once.
 */
export const findCodecs = (kind: 'audio' | 'video'): RTCRtpCodec[] =>
  (RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []).filter(({ mimeType }) =>
    (mimeTypes[kind] as readonly string[]).includes(mimeType),
  );
