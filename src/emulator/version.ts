/** The version of the emulator and its npm package. Each version has an entry in `src/emulator-package/CHANGELOG.md`. */
export const emulatorVersion = '0.2.0';

/** Every answer of the emulator has this header, with the version. Tools recognise a running emulator by it. */
export const versionHeader = 'x-acs-calling-emulator';
