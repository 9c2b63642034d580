import type { Import } from './imports.ts';

/**
 * Finds import cycles by Tarjan's algorithm. A type-only import counts: two files that need each other's types cannot be
 * read one after the other.
 * @returns each group of files that import one another, directly or through others; the files of a group are sorted.
 */
export function findCycles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) targets.set(from, [...(targets.get(from) ?? []), to]);
  const groups: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const open = new Set<string>();

  const visit = (file: string): number => {
    const index = order.size;
    order.set(file, index);
    lowest.set(file, index);
    stack.push(file);
    open.add(file);
    for (const target of targets.get(file) ?? []) {
      const reached = order.has(target) ? (open.has(target) ? order.get(target) : undefined) : visit(target);
      if (reached !== undefined) lowest.set(file, Math.min(lowest.get(file) ?? index, reached));
    }
    if (lowest.get(file) === index) {
      const group = stack.splice(stack.indexOf(file));
      for (const member of group) open.delete(member);
      if (group.length > 1 || targets.get(file)?.includes(file)) groups.push(group.toSorted());
    }
    return lowest.get(file) ?? index;
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return groups;
}
