/** How long after a request the next items are collected. */
const collectMs = 100;

/**
 * Collects items that rows of a list need at about the same time, so that one request serves many rows. After a pause, the first
 * items are sent at once. The newest items are sent first, because the user sees their rows now.
 * @param send resolves when the request is answered
 * @param maxRunning how many requests may wait for an answer at the same time
 * @returns the function that adds an item
 */
export function createCollector<Item>(
  maxItems: number,
  send: (items: readonly Item[]) => Promise<void>,
  maxRunning = Number.POSITIVE_INFINITY,
): (item: Item) => void {
  const items: Item[] = [];
  let isCollecting = false;
  let runningCount = 0;

  const sendWaiting = () => {
    while (items.length > 0 && runningCount < maxRunning) {
      runningCount += 1;
      void send(items.splice(-maxItems)).finally(() => {
        runningCount -= 1;
        // Otherwise the items are sent when the collecting ends.
        if (!isCollecting) sendWaiting();
      });
    }
  };
  const endCollecting = () => {
    isCollecting = items.length > 0;
    if (!isCollecting) return;
    setTimeout(endCollecting, collectMs);
    sendWaiting();
  };
  return (item) => {
    items.push(item);
    if (isCollecting) return;
    isCollecting = true;
    // All items of one rendering are added in one task.
    queueMicrotask(endCollecting);
  };
}
