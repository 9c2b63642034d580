import type { Page } from 'playwright';

/** Milliseconds since 1970 at which the page first sent a session description; `null` before that. */
type DescriptionWindow = { descriptionSentAt?: number | null };

/** Runs in the page: records when the page first sends an offer or an answer. Running it again only forgets the time. */
function watchDescriptions(): void {
  const page = window as unknown as DescriptionWindow;
  const isWatching = page.descriptionSentAt !== undefined;
  page.descriptionSentAt = null;
  if (isWatching) return;
  // oxlint-disable-next-line typescript/unbound-method -- `watched` calls it with its own socket
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function watched(data) {
    const isDescription = typeof data === 'string' && /"type":"(offer|answer)"/.test(data);
    if (isDescription) page.descriptionSentAt ??= performance.timeOrigin + performance.now();
    send.call(this, data);
  };
}

/** Begins to watch for the session description of the next call. */
export async function recordDescription(page: Page): Promise<void> {
  // tsx wraps functions in `__name`, so that they keep their names. The page may not have that wrapper.
  await page.evaluate('globalThis.__name ??= (wrapped) => wrapped');
  await page.evaluate(watchDescriptions);
}

export const readDescriptionTime = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as DescriptionWindow).descriptionSentAt ?? Number.NaN);
