/** Our names for a peer connection's transceivers, in order. `video` is the camera. `screen` is added when needed. */
export const mediaSlots = ['audio', 'video', 'screen'] as const;
export type MediaSlot = (typeof mediaSlots)[number];

export type SlotTracks = Record<MediaSlot, MediaStreamTrack | null>;
export const noTracks: Readonly<SlotTracks> = { audio: null, video: null, screen: null };
