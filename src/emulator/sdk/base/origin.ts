/**
 * The emulator's origin. A build that bundles the drop-in SDK (our replacement for `@azure/communication-calling`) into
 * an app replaces this name by the origin. In the module that the emulator serves itself, `/calling.js`, the name stays
 * undefined.
 */
declare const __EMULATOR_ORIGIN__: string | undefined;

/** @returns the origin that the build has set, otherwise the origin that this module was loaded from. */
const getEmulatorOrigin = (): string =>
  typeof __EMULATOR_ORIGIN__ === 'string' ? __EMULATOR_ORIGIN__ : new URL(import.meta.url).origin;

export const getSignallingUrl = (): string => `${getEmulatorOrigin().replace(/^http/, 'ws')}/signalling`;

/** @returns the address at which the emulator serves the delays for `fetchTiming`. */
export const getTimingUrl = (): string => `${getEmulatorOrigin()}/calling/timing`;
