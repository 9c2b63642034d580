import { getRequestListener } from '@hono/node-server';
import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServiceError } from '../../contract/exchange.ts';

/** Two tokens of 4 KB, cookies of other applications on the host, and room. */
const MAX_HEADER_BYTES = 16_384;
const HEADERS_TIMEOUT_MS = 10_000;
/** Headers and body together: 16 KB need no longer on the slowest line that can carry a call. */
const REQUEST_TIMEOUT_MS = 15_000;
/** Longer than the idle time of Azure's front ends (60 s), so that they, not this server, close idle connections. */
const KEEP_ALIVE_MS = 65_000;

const LINGER_MS = 1_000;
/** What Node's parser and clock find wrong, as far as it is not just malformed. */
const refusals: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout'],
};

type Fetch = Parameters<typeof getRequestListener>[0];

/**
 * Node's server around the app, with limits on size and time, and with every answer that Node or the adapter would
 * give by themselves (broken syntax, too large headers, too slow senders) put into this service's form.
 */
export function createHttpServer(fetch: Fetch): Server {
  const listener = getRequestListener(fetch, {
    // The adapter could not make a request of it: no or an unusable Host, an unusable target.
    errorHandler: () => answer(400, 'request_malformed'),
  });
  const latest = new WeakMap<Duplex, ServerResponse>();
  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: KEEP_ALIVE_MS,
      // Node's own answer to a missing Host has no body; the adapter refuses it too, and then ours is given.
      requireHostHeader: false,
    },
    (incoming, outgoing) => {
      latest.set(incoming.socket, outgoing);
      void listener(incoming, outgoing);
    },
  );
  // Node shows 2,000 at most and keeps silent about the rest, a second Host among them; the size above is the limit.
  server.maxHeadersCount = 0;
  server.on('checkExpectation', (_incoming, outgoing: ServerResponse) => {
    outgoing.writeHead(417, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    outgoing.end(body('expectation_failed', randomUUID()));
  });
  server.on('connect', (_incoming, socket: Duplex) => {
    // The socket is nobody else's now: a reset during the answer would end the process.
    socket.on('error', () => socket.destroy());
    refuse(socket, 405, 'method_not_allowed', 'Allow: GET, HEAD, POST, OPTIONS\r\n');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const last = latest.get(socket);
    const [status, code] = refusals[error.code ?? ''] ?? [400, 'request_malformed'];
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    // In the body of a request that is answered: a second answer would be taken for that of the next request.
    else if (last?.headersSent && !last.req.complete) hangUp(socket);
    // Behind requests whose answers are still to come: those first, or each client would read another's answer.
    else if (last?.req.complete && !last.writableFinished) {
      last.once('finish', () => refuse(socket, status, code));
    } else refuse(socket, status, code);
  });
  return server;
}

const body = (code: string, requestId: string): string =>
  JSON.stringify({ error: { code, requestId } } satisfies ServiceError);

function answer(status: number, code: string): Response {
  return new Response(body(code, randomUUID()), { status, headers: { 'content-type': 'application/json' } });
}

/** Written by hand: there is no request, hence no response object, and the connection cannot be used any further. */
function refuse(socket: Duplex, status: number, code: string, headers = ''): void {
  const text = body(code, randomUUID());
  hangUp(
    socket,
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `${headers}Cache-Control: no-store\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}

/**
 * Nobody reads this connection any more, so the other side's end would never be noticed, and the connection would stay
 * for ever: what still comes is thrown away, for a moment, so that the last words arrive before a reset.
 */
function hangUp(socket: Duplex, lastWords?: string): void {
  socket.end(lastWords);
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
