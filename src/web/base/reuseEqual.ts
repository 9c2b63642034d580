const isPlain = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;

/**
 * Copies `next`, but reuses every part of `previous` that is equal, so that React re-renders only what changed. The parts
 * that are new are frozen.
 * @param previous a snapshot: objects, arrays and primitives
 * @returns `previous` itself if the two are equal
 */
export function reuseEqual<T>(previous: T, next: T): T {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) {
    // An item that only moved is reused as well.
    const known = new Set<unknown>(previous);
    const items = next.map((item, index) => (known.has(item) ? item : reuseEqual(previous[index], item)));
    const same = items.length === previous.length && items.every((item, index) => item === previous[index]);
    return same ? previous : (Object.freeze(items) as T);
  }
  if (isPlain(previous) && isPlain(next)) {
    const before: Record<string, unknown> = previous;
    const entries = Object.entries(next).map(
      ([key, value]) => [key, reuseEqual(before[key], value)] as const,
    );
    const same =
      entries.length === Object.keys(before).length &&
      entries.every(([key, value]) => key in before && value === before[key]);
    return same ? previous : (Object.freeze(Object.fromEntries(entries)) as T);
  }
  return next;
}
