/** The version of the emulator and its npm package. Each version has an entry in `src/emulator-package/CHANGELOG.md`. */
export const emulatorVersion = '0.3.0';

/** The header with the version in every answer of the emulator's routes. Tools recognise a running emulator by it. */
export const versionHeader = 'x-acs-calling-emulator';

export async function isEmulator(url: string): Promise<boolean> {
  try {
    // Any route would do, because the emulator sends the header with every answer.
    const response = await fetch(`${url}/health`, { signal: AbortSignal.timeout(2_000) });
    return response.headers.has(versionHeader);
  } catch {
    // Nothing answers, or not over HTTP.
    return false;
  }
}
