/**
 * The emulator's origin. A build that bundles the drop-in SDK into an app replaces this name by the origin. In the
 * module that the emulator serves itself, `/calling.js`, the name stays undefined.
 */
declare const __EMULATOR_ORIGIN__: string | undefined;

/** @returns the origin that the build has set, otherwise the origin that this module was loaded from. */
const emulatorOrigin = (): string =>
  typeof __EMULATOR_ORIGIN__ === 'string' ? __EMULATOR_ORIGIN__ : new URL(import.meta.url).origin;

export const signallingUrl = (): string => `${emulatorOrigin().replace(/^http/, 'ws')}/signalling`;

/** @returns the address of the delays that `fetchTiming` reads. */
export const timingUrl = (): string => `${emulatorOrigin()}/calling/timing`;
