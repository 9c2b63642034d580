import { expect, type BrowserContext, type Page } from '@playwright/test';

interface SentMessage {
  readonly channel: string;
  readonly text: string;
}

/** Runs in the page: records the messages that it sends to other tabs of its site. */
function recordMessages(): void {
  const sentMessages: SentMessage[] = [];
  Object.assign(window, { sentMessages });
  const post = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'postMessage')?.value as (
    message: unknown,
  ) => void;
  BroadcastChannel.prototype.postMessage = function recorded(message) {
    sentMessages.push({ channel: this.name, text: JSON.stringify(message) });
    post.call(this, message);
  };
}

/** @returns the contents of every place where a page could leave a token, except MSAL's own cache. */
async function leftBehind(page: Page): Promise<string[]> {
  const stored = page.evaluate(async () => {
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
  return [await page.content(), page.url(), await stored];
}

/**
 * Records the tokens that a browser profile receives, and every place where none may appear. Call it before the page loads
 * the app.
 */
export async function watchTokens(context: BrowserContext, page: Page) {
  await context.addInitScript(recordMessages);
  /** The kind of each token, by token. */
  const tokens = new Map<string, string>();
  const seen: string[] = [];
  page.on('framenavigated', (frame) => seen.push(frame.url()));
  context.on('request', (request) => seen.push(request.url()));
  page.on('console', (message) => seen.push(message.text()));
  page.on('websocket', (socket) => seen.push(socket.url()));
  context.on('response', (response) => {
    if (!/\/token$|exchangeAccessToken$/.test(new URL(response.url()).pathname)) return;
    void response
      .json()
      .then((body: Record<string, unknown>) =>
        ['access_token', 'id_token', 'refresh_token', 'token'].forEach((name) => {
          if (typeof body[name] === 'string') tokens.set(body[name], name);
        }),
      )
      // A preflight's answer has no body.
      .catch(() => {});
  });

  return {
    tokens,
    /**
     * Fails if a token, its claims or its signature is in a place where none may appear.
     * @param elsewhere other texts that must not hold them, such as a service's log.
     */
    async expectNowhere(elsewhere: readonly string[]): Promise<void> {
      const sentMessages = await page.evaluate(() => Reflect.get(window, 'sentMessages') as SentMessage[]);
      const places = [...seen, ...(await leftBehind(page)), ...elsewhere];
      for (const [token, kind] of tokens) {
        // MSAL 5 sends other tabs who signed in, with the ID token, which grants no access.
        const messages = sentMessages.filter(
          ({ channel }) => kind !== 'id_token' || channel !== 'msal.broadcast.event',
        );
        // Claims and signature must not leak either. The header only names the signing key.
        const parts = [token, ...token.split('.').slice(1)].filter((part) => part.length > 40);
        const texts = [...places, ...messages.map(({ text }) => text)];
        expect(parts.filter((part) => texts.some((text) => text.includes(part)))).toEqual([]);
      }
    },
  };
}
