import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { BrowserContext, Page, Request } from '@playwright/test';

/** A sent request with every part that can carry a token. */
export interface SentRequest {
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
  /** Address, headers and body in one text, in which a test searches for tokens. */
  readonly everything: string;
}

/** The headers that the page itself has set. Chromium never tells all headers of a request that a service worker answers. */
async function readOwnHeadersLater(request: Request): Promise<Record<string, string>> {
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return request.headers();
}

/** Records every HTTP request and WebSocket frame that the pages of a browser profile send, and the answers with tokens. */
export function watchBrowser(context: BrowserContext, page: Page) {
  const sent: SentRequest[] = [];
  const answers: { url: string; body: Record<string, unknown> }[] = [];
  const pendingReads: Promise<unknown>[] = [];
  context.on('request', (request) => {
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
    if (!/\/token$|exchangeAccessToken/.test(new URL(response.url()).pathname)) return;
    pendingReads.push(
      response.json().then(
        (body: Record<string, unknown>) => answers.push({ url: response.url(), body }),
        // The answer to a CORS preflight has no body.
        () => {},
      ),
    );
  });
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const everything = String(payload);
      sent.push({ url: socket.url(), authorization: '', body: everything, everything });
    });
  });
  return {
    sent,
    answers,
    /** Waits until all requests and answers so far are in the lists. */
    waitForAll: () => Promise.all(pendingReads),
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
