/** Two sequences, item by item. */
interface Alignment<Item> {
  /** Items with the same key that stand in the same order in both sequences. */
  readonly pairs: readonly (readonly [Item, Item])[];
  readonly onlyFirst: readonly Item[];
  readonly onlySecond: readonly Item[];
}

/** Finds the longest common subsequence of two sequences, by the keys of their items. */
export function alignSequences<Item>(
  first: readonly Item[],
  second: readonly Item[],
  keyOf: (item: Item) => string,
): Alignment<Item> {
  const [firstKeys, secondKeys] = [first.map(keyOf), second.map(keyOf)];
  /** The length of the longest common subsequence of what follows position i of the first and j of the second sequence. */
  const lengths = Array.from({ length: first.length + 1 }, () =>
    Array.from({ length: second.length + 1 }, () => 0),
  );
  const lengthAt = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = first.length - 1; i >= 0; i -= 1) {
    for (let j = second.length - 1; j >= 0; j -= 1) {
      const isSame = firstKeys[i] === secondKeys[j];
      const row = lengths[i];
      if (row)
        row[j] = isSame ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
    }
  }
  const pairs: [Item, Item][] = [];
  const onlyFirst: Item[] = [];
  const onlySecond: Item[] = [];
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    const [a, b] = [first[i], second[j]];
    if (a !== undefined && b !== undefined && firstKeys[i] === secondKeys[j]) {
      pairs.push([a, b]);
      i += 1;
      j += 1;
    } else if (a !== undefined && (b === undefined || lengthAt(i + 1, j) >= lengthAt(i, j + 1))) {
      onlyFirst.push(a);
      i += 1;
    } else if (b !== undefined) {
      onlySecond.push(b);
      j += 1;
    }
  }
  return { pairs, onlyFirst, onlySecond };
}
