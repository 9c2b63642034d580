/** Set by a build that bundles the drop-in into an app; not set in the module that the emulator serves. */
declare const __EMULATOR_ORIGIN__: string | undefined;

/** @returns the emulator's origin: the build's setting, or where this module was loaded from. */
const emulatorOrigin = (): string =>
  typeof __EMULATOR_ORIGIN__ === 'string' ? __EMULATOR_ORIGIN__ : new URL(import.meta.url).origin;

export const signallingUrl = (): string => `${emulatorOrigin().replace(/^http/, 'ws')}/signalling`;

export const timingUrl = (): string => `${emulatorOrigin()}/calling/timing`;
