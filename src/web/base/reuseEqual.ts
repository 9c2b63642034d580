const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;

/**
 * Makes a frozen copy of `next`, but reuses every equal part of `previous`, so that React renders only the changed parts again.
 * @param previous a snapshot, which consists of plain objects, arrays and primitives
 * @returns `previous` itself if both values are equal
 */
export function reuseEqual<T>(previous: T, next: T): T {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) {
    // An item that has moved to another index is reused, too.
    const previousItems = new Set<unknown>(previous);
    const items = next.map((item, index) =>
      previousItems.has(item) ? item : reuseEqual(previous[index], item),
    );
    const isEqual =
      items.length === previous.length && items.every((item, index) => item === previous[index]);
    return isEqual ? previous : (Object.freeze(items) as T);
  }
  if (isPlainObject(previous) && isPlainObject(next)) {
    const previousObject: Record<string, unknown> = previous;
    const entries = Object.entries(next).map(
      ([key, value]) => [key, reuseEqual(previousObject[key], value)] as const,
    );
    const isEqual =
      entries.length === Object.keys(previousObject).length &&
      entries.every(([key, value]) => key in previousObject && value === previousObject[key]);
    return isEqual ? previous : (Object.freeze(Object.fromEntries(entries)) as T);
  }
  return next;
}
