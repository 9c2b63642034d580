/** Set by a build that puts the drop-in where an app imports the SDK; absent in the module the emulator serves. */
declare const __EMULATOR_ORIGIN__: string | undefined;

/** Where the emulator's signalling is: the address from the build, or the origin this module was loaded from. */
export function signallingUrl(): string {
  const origin =
    typeof __EMULATOR_ORIGIN__ === 'string' ? __EMULATOR_ORIGIN__ : new URL(import.meta.url).origin;
  return `${origin.replace(/^http/, 'ws')}/signalling`;
}
