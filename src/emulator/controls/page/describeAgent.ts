/** @returns a text that tells an agent of Teams Phone extensibility from the same person as a Teams user; `null` for all others. */
export const describeAgent = (rawId: string): string | null =>
  rawId.startsWith('8:acs:') ? `agent ${rawId}` : null;
