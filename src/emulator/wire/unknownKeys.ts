/**
 * Creates the error message of a strict object for keys that it does not have.
 * @param what how the sentence begins, before the keys: `there is <what> <keys>`.
 * @param known the keys that it has, for a second half of the sentence.
 */
export const nameUnknownKeys =
  (what: string, ...known: readonly string[]) =>
  ({ code, keys = [] }: { code?: string; keys?: readonly string[] }): string | undefined => {
    if (code !== 'unrecognized_keys') return undefined;
    const hint = known.length > 0 ? `; known are ${known.join(', ')}` : '';
    return `there is ${what} ${keys.join(', ')}${hint}.`;
  };
