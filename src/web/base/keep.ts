const isPlain = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;

/**
 * `next`, but with every part of `previous` that is equal kept as the very same object, so that React re-renders
 * only what changed. Snapshots are plain data: objects, arrays and primitives.
 */
export function keep<T>(previous: T, next: T): T {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) {
    // An item that only moved is the same object still.
    const known = new Set<unknown>(previous);
    const kept = next.map((item, index) => (known.has(item) ? item : keep(previous[index], item)));
    const same = kept.length === previous.length && kept.every((item, index) => item === previous[index]);
    return same ? previous : (Object.freeze(kept) as T);
  }
  if (isPlain(previous) && isPlain(next)) {
    const before: Record<string, unknown> = previous;
    const entries = Object.entries(next).map(([key, value]) => [key, keep(before[key], value)] as const);
    const same =
      entries.length === Object.keys(before).length &&
      entries.every(([key, value]) => key in before && value === before[key]);
    return same ? previous : (Object.freeze(Object.fromEntries(entries)) as T);
  }
  return next;
}
