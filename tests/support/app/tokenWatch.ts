import { expect, type BrowserContext, type Page } from '@playwright/test';

interface SentMessage {
  readonly channel: string;
  readonly text: string;
}

/** Runs in the page: records the messages that the page sends to other tabs by `BroadcastChannel`. */
function recordMessages(): void {
  const sentMessages: SentMessage[] = [];
  Object.assign(window, { sentMessages });
  const postMessage = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'postMessage')?.value as (
    message: unknown,
  ) => void;
  BroadcastChannel.prototype.postMessage = function recorded(message) {
    sentMessages.push({ channel: this.name, text: JSON.stringify(message) });
    postMessage.call(this, message);
  };
}

/** @returns the contents of every place where a page could store a token, except MSAL's own cache. */
async function readStoredTexts(page: Page): Promise<string[]> {
  const storedText = page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => `IndexedDB ${name}`);
    const cacheNames = (await caches.keys()).map((name) => `Cache ${name}`);
    return JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage).filter(([key]) => !key.startsWith('msal.')),
      document.cookie,
      window.name,
      history.state,
      databases,
      cacheNames,
    ]);
  });
  return [await page.content(), page.url(), await storedText];
}

/**
 * Records the tokens that a browser profile receives, and the texts in which no token may appear. Call this function before the
 * page loads the app.
 */
export async function watchTokens(context: BrowserContext, page: Page) {
  await context.addInitScript(recordMessages);
  /** Each token with its kind, for example `access_token`. */
  const tokens = new Map<string, string>();
  /** Addresses and console messages. */
  const visibleTexts: string[] = [];
  page.on('framenavigated', (frame) => visibleTexts.push(frame.url()));
  context.on('request', (request) => visibleTexts.push(request.url()));
  page.on('console', (message) => visibleTexts.push(message.text()));
  page.on('websocket', (socket) => visibleTexts.push(socket.url()));
  context.on('response', (response) => {
    if (!/\/token$|exchangeAccessToken$/.test(new URL(response.url()).pathname)) return;
    void response
      .json()
      .then((body: Record<string, unknown>) =>
        ['access_token', 'id_token', 'refresh_token', 'token'].forEach((name) => {
          if (typeof body[name] === 'string') tokens.set(body[name], name);
        }),
      )
      // The answer to a CORS preflight has no body.
      .catch(() => {});
  });

  return {
    tokens,
    /**
     * Fails if a token, its claims or its signature is in a place where none may appear.
     * @param otherTexts further texts that must not contain them, such as a service's log.
     */
    async expectTokensNowhere(otherTexts: readonly string[]): Promise<void> {
      const sentMessages = await page.evaluate(() => Reflect.get(window, 'sentMessages') as SentMessage[]);
      const places = [...visibleTexts, ...(await readStoredTexts(page)), ...otherTexts];
      for (const [token, kind] of tokens) {
        // MSAL 5 tells other tabs who has signed in. Its message contains the ID token, which gives no access.
        const messages = sentMessages.filter(
          ({ channel }) => kind !== 'id_token' || channel !== 'msal.broadcast.event',
        );
        // The parts of a token are header, claims and signature. The header is harmless: it only names the signing key.
        // Short parts are skipped, because they may appear elsewhere by chance.
        const parts = [token, ...token.split('.').slice(1)].filter((part) => part.length > 40);
        const texts = [...places, ...messages.map(({ text }) => text)];
        expect(parts.filter((part) => texts.some((text) => text.includes(part)))).toEqual([]);
      }
    },
  };
}
