/** Removes accents and capitals, so that `zoe` finds *Zoë*. */
const simplify = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether each word of a search text is in the name. @param text may have spaces around it */
export function matchesName(name: string, text: string): boolean {
  const simpleName = simplify(name);
  return simplify(text)
    .split(/\s+/)
    .every((word) => simpleName.includes(word));
}
