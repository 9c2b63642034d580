/**
 * Requests each answer once, however many components ask for it, and keeps it.
 * @param getKeepMs returns for how many milliseconds to keep an answer, for example 0 for a failure. Default: `Infinity`
 */
export function createAnswers<Answer>(
  request: (key: string) => Promise<Answer>,
  getKeepMs: (answer: Answer) => number = () => Number.POSITIVE_INFINITY,
) {
  /** `keptUntil` is in milliseconds since 1970, and `Infinity` while the request is running. */
  const entries = new Map<string, { readonly answer: Promise<Answer>; keptUntil: number }>();
  return {
    /** @returns the kept answer, or that of the running request, or that of a new one */
    find: (key: string): Promise<Answer> => {
      const kept = entries.get(key);
      if (kept && Date.now() < kept.keptUntil) return kept.answer;
      const entry = { answer: request(key), keptUntil: Number.POSITIVE_INFINITY };
      entries.set(key, entry);
      void entry.answer.then((answer) => (entry.keptUntil = Date.now() + getKeepMs(answer)));
      return entry.answer;
    },
    /** Keeps an answer that came without a request. */
    keep: (key: string, answer: Answer): void =>
      void entries.set(key, { answer: Promise.resolve(answer), keptUntil: Number.POSITIVE_INFINITY }),
  };
}

/** For `getKeepMs`: keeps every answer except the failure `unavailable`, after which the next `find` sends a new request. */
export const keepUnlessUnavailable = (answer: unknown): number =>
  answer === 'unavailable' ? 0 : Number.POSITIVE_INFINITY;
