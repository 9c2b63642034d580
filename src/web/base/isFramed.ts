/** Whether another page shows this one in a frame. Entra refuses frames, so the sign-in needs a window of its own. */
export const isFramed = (): boolean => globalThis.parent !== globalThis.self;
