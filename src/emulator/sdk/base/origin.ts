/** Set by a build that puts the drop-in where an app imports the SDK; absent in the module the emulator serves. */
declare const __EMULATOR_ORIGIN__: string | undefined;

/** The emulator's address: from the build, or the origin this module was loaded from. */
const emulatorOrigin = (): string =>
  typeof __EMULATOR_ORIGIN__ === 'string' ? __EMULATOR_ORIGIN__ : new URL(import.meta.url).origin;

export const signallingUrl = (): string => `${emulatorOrigin().replace(/^http/, 'ws')}/signalling`;

export const timingUrl = (): string => `${emulatorOrigin()}/calling/timing`;
