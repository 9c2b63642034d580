import { getRequestListener } from '@hono/node-server';
import { randomUUID } from 'node:crypto';
import { createServer, STATUS_CODES, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServiceError } from '../../contract/exchange.ts';

/** Two tokens of 4 KB, cookies of other applications on the host, and room. */
const MAX_HEADER_BYTES = 16_384;
const HEADERS_TIMEOUT_MS = 10_000;
/** Headers and body together: 16 KB need no longer on the slowest line that can carry a call. */
const REQUEST_TIMEOUT_MS = 15_000;
/** Longer than the idle time of Azure's front ends (60 s), so that they, not this server, close idle connections. */
const KEEP_ALIVE_MS = 65_000;

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
    (incoming, outgoing) => void listener(incoming, outgoing),
  );
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else if (error.code === 'HPE_HEADER_OVERFLOW') refuse(socket, 431, 'headers_too_large');
    else if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') refuse(socket, 408, 'request_timeout');
    else refuse(socket, 400, 'request_malformed');
  });
  return server;
}

const body = (code: string, requestId: string): string =>
  JSON.stringify({ error: { code, requestId } } satisfies ServiceError);

function answer(status: number, code: string): Response {
  return new Response(body(code, randomUUID()), { status, headers: { 'content-type': 'application/json' } });
}

/** Written by hand: there is no request, hence no response object, and the connection cannot be used any further. */
function refuse(socket: Duplex, status: number, code: string): void {
  const text = body(code, randomUUID());
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Cache-Control: no-store\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
  );
}
