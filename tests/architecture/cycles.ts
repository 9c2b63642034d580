import type { Import } from './imports.ts';

/**
 * Finds import cycles by Tarjan's algorithm for strongly connected components. The search includes type-only imports: if each
 * of two files needs the other's types, nobody can understand one file before the other.
 * @returns each group of files that import one another, directly or through other files. The files of a group are sorted.
 */
export function findCycles(imports: readonly Import[]): string[][] {
  const importedFiles = new Map<string, string[]>();
  for (const { from, to } of imports) importedFiles.set(from, [...(importedFiles.get(from) ?? []), to]);
  const cycles: string[][] = [];
  // "Index", "low link" and "stack" are the terms of Tarjan's algorithm.
  const indexes = new Map<string, number>();
  const stack: string[] = [];

  /** @returns the low link of the file */
  const visit = (file: string): number => {
    const ownIndex = indexes.size;
    let lowLink = ownIndex;
    indexes.set(file, ownIndex);
    stack.push(file);
    for (const imported of importedFiles.get(file) ?? []) {
      if (!indexes.has(imported)) lowLink = Math.min(lowLink, visit(imported));
      else if (stack.includes(imported)) lowLink = Math.min(lowLink, indexes.get(imported) ?? ownIndex);
    }
    // The file is the first one of its group, and the rest of the group lies above it on the stack.
    if (lowLink === ownIndex) {
      const group = stack.splice(stack.indexOf(file));
      if (group.length > 1 || importedFiles.get(file)?.includes(file)) cycles.push(group.toSorted());
    }
    return lowLink;
  };
  for (const file of importedFiles.keys()) if (!indexes.has(file)) visit(file);
  return cycles;
}
