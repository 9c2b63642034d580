import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import type { BrowserContext, Page } from '@playwright/test';

/** One request as it was sent, with every part that can carry a token. */
export interface Sent {
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
  /** Address, headers and body in one text, in which a test searches for tokens. */
  readonly everything: string;
}

/** Records what the pages of a profile send, by HTTP and WebSocket, and the JSON answers that they get. */
export function watchBrowser(context: BrowserContext, page: Page) {
  const sent: Sent[] = [];
  const answers: { url: string; body: Record<string, unknown> }[] = [];
  const pending: Promise<unknown>[] = [];
  context.on('request', (request) => {
    pending.push(
      request.allHeaders().then(
        (headers) => {
          const body = request.postData() ?? '';
          const everything = `${request.url()} ${JSON.stringify(headers)} ${body}`;
          sent.push({ url: request.url(), authorization: headers['authorization'] ?? '', body, everything });
        },
        // The page was left before the request was sent.
        () => {},
      ),
    );
  });
  context.on('response', (response) => {
    if (!/\/token$|exchangeAccessToken/.test(new URL(response.url()).pathname)) return;
    pending.push(
      response.json().then(
        (body: Record<string, unknown>) => answers.push({ url: response.url(), body }),
        // A preflight's answer has no body.
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
  return { sent, answers, settled: () => Promise.all(pending) };
}

/** Records the `Authorization` of every exchange that reaches the emulated ACS resource, from any client. */
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
