/**
 * The version of the emulator and of its npm package `acs-calling-emulator`. It follows https://semver.org. Each version has
 * an entry in `src/emulator-package/CHANGELOG.md`.
 */
export const emulatorVersion = '0.2.0';
