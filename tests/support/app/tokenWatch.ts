import { expect, type BrowserContext, type Page } from '@playwright/test';

interface Told {
  readonly channel: string;
  readonly text: string;
}

/** Runs in the page: records the messages that it sends to other tabs of its site. */
function keepMessages(): void {
  const told: Told[] = [];
  Object.assign(window, { told });
  const post = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, 'postMessage')?.value as (
    message: unknown,
  ) => void;
  BroadcastChannel.prototype.postMessage = function tell(message) {
    told.push({ channel: this.name, text: JSON.stringify(message) });
    post.call(this, message);
  };
}

/** @returns the contents of every place in which a page may leave a token, except MSAL's own cache. */
async function leftBehind(page: Page): Promise<string[]> {
  const stored = page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => `IndexedDB ${name}`);
    const caches_ = (await caches.keys()).map((name) => `Cache ${name}`);
    return JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage).filter(([key]) => !key.startsWith('msal.')),
      document.cookie,
      window.name,
      history.state,
      databases,
      caches_,
    ]);
  });
  return [await page.content(), page.url(), await stored];
}

/**
 * Every token that passes through a browser profile, and every place of it where none may be. Call it before the first
 * page is opened.
 */
export async function watchTokens(context: BrowserContext, page: Page) {
  await context.addInitScript(keepMessages);
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
     * Fails if a token, its claims or its signature is anywhere but where it belongs.
     * @param elsewhere other texts that must be free of them, such as a service's log.
     */
    async expectNowhere(elsewhere: readonly string[]): Promise<void> {
      const told = await page.evaluate(() => Reflect.get(window, 'told') as Told[]);
      const places = [...seen, ...(await leftBehind(page)), ...elsewhere];
      for (const [token, kind] of tokens) {
        // MSAL 5 tells other tabs of the site whose sign-in it was, ID token included, which opens no door.
        const messages = told.filter(
          ({ channel }) => kind !== 'id_token' || channel !== 'msal.broadcast.event',
        );
        // The signature alone would do harm, too. The header says no more than what signed it.
        const parts = [token, ...token.split('.').slice(1)].filter((part) => part.length > 40);
        const texts = [...places, ...messages.map(({ text }) => text)];
        expect(parts.filter((part) => texts.some((text) => text.includes(part)))).toEqual([]);
      }
    },
  };
}
