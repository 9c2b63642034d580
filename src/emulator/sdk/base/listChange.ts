/** @returns what was added to a list and removed from it, as the SDK's events report it; `undefined` for no change. */
export function findChange<T>(
  before: readonly T[],
  after: readonly T[],
): { added: T[]; removed: T[] } | undefined {
  const added = after.filter((item) => !before.includes(item));
  const removed = before.filter((item) => !after.includes(item));
  return added.length + removed.length > 0 ? { added, removed } : undefined;
}
