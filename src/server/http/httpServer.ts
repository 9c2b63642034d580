import { getRequestListener } from '@hono/node-server';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeSocket, rejectionResponse, rejectRequest, rejectSocket } from './rawResponses.ts';

/** Two tokens of 4 KB, cookies of other applications on the host, and room. */
const maxHeaderBytes = 16_384;
const headersTimeoutMs = 10_000;
/** Headers and body together: 16 KB need no longer on the slowest line that can carry a call. */
const requestTimeoutMs = 15_000;
/** Longer than the idle time of Azure's front ends (60 s), so that they, not this server, close idle connections. */
const keepAliveTimeoutMs = 65_000;
/** Each connection may hold a header and a body while it waits: 200 MB for so many. */
const defaultMaxConnections = 5_000;

/** What Node's parser and clock find wrong, as far as it is not just malformed. */
const refusals: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout'],
};

type Fetch = Parameters<typeof getRequestListener>[0];

export interface HttpServerOptions {
  /** Connections at a time; more are closed as they come. Default: 5,000. */
  readonly maxConnections?: number;
  /** Called when a connection was closed because there are too many. */
  readonly onConnectionRefused?: () => void;
}

/**
 * Node's server around the app, with limits on size and time, and with every answer that Node or the adapter would
 * give by themselves (broken syntax, too large headers, too slow senders) put into this service's form.
 */
export function createHttpServer(fetch: Fetch, options: HttpServerOptions = {}): Server {
  const listener = getRequestListener(fetch, {
    // The adapter could not make a request of it: no or an unusable Host, an unusable target.
    errorHandler: () => rejectionResponse(400, 'request_malformed'),
  });
  const latest = new WeakMap<Duplex, ServerResponse>();
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    latest.set(incoming.socket, outgoing);
    void listener(incoming, outgoing);
  };
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: keepAliveTimeoutMs,
      // Node's own answer to a missing Host has no body; the adapter refuses it too, and then ours is given.
      requireHostHeader: false,
    },
    serve,
  );
  // Node shows 2,000 at most and keeps silent about the rest, a second Host among them; the size above is the limit.
  server.maxHeadersCount = 0;
  server.maxConnections = options.maxConnections ?? defaultMaxConnections;
  server.on('drop', () => options.onConnectionRefused?.());
  const rejectExpectation = (outgoing: ServerResponse): void => {
    outgoing.shouldKeepAlive = false;
    rejectRequest(outgoing, 417, 'expectation_failed');
  };
  server.on('checkExpectation', (_incoming, outgoing) => rejectExpectation(outgoing));
  // Node would send "100 Continue" at once, before anybody looked at the request. Whoever reads the body sends it; a
  // client that is refused may leave its body out, so that nobody knows where its next request would begin.
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (incoming.headers.expect?.trim().toLowerCase() !== '100-continue') return rejectExpectation(outgoing);
    outgoing.shouldKeepAlive = false;
    serve(incoming, outgoing);
  });
  server.on('connect', (_incoming, socket: Duplex) => {
    // The socket is nobody else's now: a reset during the answer would end the process.
    socket.on('error', () => socket.destroy());
    rejectSocket(socket, 405, 'method_not_allowed', { allow: 'GET, HEAD, POST, OPTIONS' });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const last = latest.get(socket);
    const [status, code] = refusals[error.code ?? ''] ?? [400, 'request_malformed'];
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    // In the body of a request that is answered: a second answer would be taken for that of the next request.
    else if (last?.headersSent && !last.req.complete) closeSocket(socket);
    // Behind requests whose answers are still to come: those first, or each client would read another's answer.
    else if (last?.req.complete && !last.writableFinished) {
      last.once('finish', () => rejectSocket(socket, status, code));
    } else rejectSocket(socket, status, code);
  });
  return server;
}
