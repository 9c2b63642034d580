/** The media sections of a connection, in this order. The last one is added when somebody first shares a screen. */
export const lanes = ['audio', 'video', 'screen'] as const;
export type Lane = (typeof lanes)[number];
