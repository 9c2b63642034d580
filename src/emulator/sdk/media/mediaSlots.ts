/**
 * The media slots: our names for the transceivers of every peer connection, in the order of the transceivers. `video` is
 * the camera. The transceiver of `screen` is added when a participant shares a screen for the first time.
 */
export const mediaSlots = ['audio', 'video', 'screen'] as const;
export type MediaSlot = (typeof mediaSlots)[number];
