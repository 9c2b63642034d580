/** The media slots of a peer connection, in the order of its transceivers. The last one is added for the first screen. */
export const mediaSlots = ['audio', 'video', 'screen'] as const;
export type MediaSlot = (typeof mediaSlots)[number];
