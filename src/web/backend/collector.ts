/** Milliseconds after a request for which the next items are collected. */
const collectMs = 100;

/**
 * Collects items that are needed at about the same time, for example by rows that scroll into view, so that one request serves
 * many of them. After a pause, the first items are sent at once.
 * @param maxItems the largest number of items in one request
 * @param send sends the request
 * @returns the function that adds an item
 */
export function createCollector<Item>(
  maxItems: number,
  send: (items: readonly Item[]) => void,
): (item: Item) => void {
  let items: Item[] = [];
  let isCollecting = false;
  const sendCollected = () => {
    if (items.length === 0) {
      isCollecting = false;
      return;
    }
    setTimeout(sendCollected, collectMs);
    const collected = items;
    items = [];
    for (let start = 0; start < collected.length; start += maxItems)
      send(collected.slice(start, start + maxItems));
  };
  return (item) => {
    items.push(item);
    if (isCollecting) return;
    isCollecting = true;
    // All items of one rendering are added in one task.
    queueMicrotask(sendCollected);
  };
}
