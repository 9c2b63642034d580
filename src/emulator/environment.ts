/**
 * Reads the environment variable `EMULATOR_TIMING` as the option `timing` of `startEmulator`.
 * @returns an object without `timing` if the variable is `fast` or not set.
 * @throws RangeError for an unknown value.
 */
export function readTimingOption(value = process.env.EMULATOR_TIMING): { timing?: 'service' } {
  if (value === undefined || value === '' || value === 'fast') return {};
  if (value === 'service') return { timing: 'service' };
  throw new RangeError(
    `EMULATOR_TIMING is "${value}"; expected service, or nothing for as fast as possible.`,
  );
}
