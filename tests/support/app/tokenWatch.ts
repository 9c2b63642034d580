import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, type BrowserContext, type Page, type Request } from '@playwright/test';

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
  const storedText = page.evaluate(async () =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage).filter(([key]) => !key.startsWith('msal.')),
      document.cookie,
      window.name,
      history.state,
      (await indexedDB.databases()).map(({ name }) => `IndexedDB ${name}`),
      (await caches.keys()).map((name) => `Cache ${name}`),
    ]),
  );
  return [await page.content(), page.url(), await storedText];
}

/** The headers that the page itself has set. Chromium never tells all headers of a request that a service worker answers. */
const readOwnHeadersLater = (request: Request) => wait(3_000).then(() => request.headers());

/**
 * Records every HTTP request and WebSocket frame that the pages of a browser profile send, the answers with tokens, and the texts in
 * which no token may appear. Call this function before the page loads the app.
 */
export async function watchTokens(context: BrowserContext, page: Page) {
  await context.addInitScript(recordMessages);
  /** The sent requests. `everything` is address, headers and body in one text, in which a test searches for tokens. */
  const sent: Record<'url' | 'authorization' | 'body' | 'everything', string>[] = [];
  const answers: { url: string; body: Record<string, unknown> }[] = [];
  /** Each token with its kind, for example `access_token`. */
  const tokens = new Map<string, string>();
  /** Addresses and console messages. */
  const visibleTexts: string[] = [];
  const pendingReads: Promise<unknown>[] = [];
  page.on('framenavigated', (frame) => visibleTexts.push(frame.url()));
  page.on('console', (message) => visibleTexts.push(message.text()));
  context.on('request', (request) => {
    visibleTexts.push(request.url());
    pendingReads.push(
      Promise.race([request.allHeaders(), readOwnHeadersLater(request)]).then(
        (headers) => {
          const body = request.postData() ?? '';
          const everything = `${request.url()} ${JSON.stringify(headers)} ${body}`;
          sent.push({ url: request.url(), authorization: headers['authorization'] ?? '', body, everything });
        },
        // The page closed before the browser sent the request.
        () => {},
      ),
    );
  });
  context.on('response', (response) => {
    // The token endpoints of Entra and of the token service, and the exchange of the ACS resource.
    if (!/\/token$|exchangeAccessToken$/.test(new URL(response.url()).pathname)) return;
    pendingReads.push(
      response.json().then(
        (body: Record<string, unknown>) => {
          answers.push({ url: response.url(), body });
          for (const name of ['access_token', 'id_token', 'refresh_token', 'token'])
            if (typeof body[name] === 'string') tokens.set(body[name], name);
        },
        // The answer to a CORS preflight has no body.
        () => {},
      ),
    );
  });
  page.on('websocket', (socket) => {
    visibleTexts.push(socket.url());
    socket.on('framesent', ({ payload }) => {
      const everything = String(payload);
      sent.push({ url: socket.url(), authorization: '', body: everything, everything });
    });
  });

  return {
    sent,
    answers,
    tokens,
    /** Waits until all requests and answers so far are in the lists. */
    waitForAll: () => Promise.all(pendingReads),
    /** Fails if a token, its claims or its signature is in a place where none may appear. */
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

/** Records the `Authorization` header of every token exchange that reaches the emulated ACS resource, from any client. */
export function watchExchange() {
  const authorizations: string[] = [];
  const onRequest = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    if (request.method === 'POST' && request.url?.startsWith('/teamsUser/'))
      authorizations.push(request.headers.authorization ?? '');
  };
  subscribe('http.server.request.start', onRequest);
  return { authorizations, stop: () => unsubscribe('http.server.request.start', onRequest) };
}
