/** Reads `EMULATOR_TIMING` as an option of the emulator. @throws RangeError for an unknown value. */
export function timingOption(value = process.env.EMULATOR_TIMING): { timing?: 'service' } {
  if (value === undefined || value === '' || value === 'fast') return {};
  if (value === 'service') return { timing: 'service' };
  throw new RangeError(
    `EMULATOR_TIMING is "${value}"; expected service, or nothing for as fast as possible.`,
  );
}
