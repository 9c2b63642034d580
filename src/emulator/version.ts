/** The version of the emulator and its npm package. Each version has an entry in `src/emulator-package/CHANGELOG.md`. */
export const emulatorVersion = '0.2.0';

/** The header with the version in every answer of the emulator's routes. Tools recognise a running emulator by it. */
export const versionHeader = 'x-acs-calling-emulator';
