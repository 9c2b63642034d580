/** @returns what `EMULATOR_TIMING` asks for, as an option of the emulator. @throws for any other word. */
export function timingOption(value = process.env.EMULATOR_TIMING): { timing?: 'service' } {
  if (value === undefined || value === '' || value === 'fast') return {};
  if (value === 'service') return { timing: 'service' };
  throw new RangeError(
    `EMULATOR_TIMING is "${value}"; expected service, or nothing for as fast as possible.`,
  );
}
