import { getRequestListener } from '@hono/node-server';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { reserveForHealth } from './healthReserve.ts';
import { closeSocket, createRefusalResponse, refuseRequest, refuseSocket } from './rawResponses.ts';
import { createRequestOrder } from './requestOrder.ts';

/** The limit of all headers together. It leaves room for two tokens of 4 KB and for cookies of other applications. */
const maxHeaderBytes = 16_384;
/** The time within which the headers of a request must arrive. */
const headersTimeoutMs = 10_000;
/** The time within which headers and body must arrive. Every connection that can carry a call sends 16 KB faster. */
const requestTimeoutMs = 15_000;
/**
 * The server closes a connection that is idle for this time. Azure's front ends do so after 60 s. They must be the first:
 * otherwise a front end could send a request on a connection that the server is about to close.
 */
const keepAliveTimeoutMs = 65_000;
/**
 * If no data moves on a connection for this time (at most twice this time) while a request waits for its response, its
 * client does not read, and the server closes it. This time is longer than an exchange that first fetches keys (13 s at
 * most), and longer than `requestTimeoutMs`, after which a slow request gets 408.
 */
const defaultStallTimeoutMs = 18_000;
/** Each waiting connection may hold headers and a body in memory. This number of connections can hold 200 MB. */
const defaultMaxConnections = 5_000;

/** The status and the error code with which the server answers each error of Node's HTTP server. Any other error gets a 400. */
const refusalsByErrorCode: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout'],
};

/** Handles a request: hono's `app.fetch`. */
type Fetch = Parameters<typeof getRequestListener>[0];

export interface HttpServerOptions {
  /** The largest number of open connections. Further connections may only ask about the health. Default: 5,000. */
  readonly maxConnections?: number;
  /** The paths of requests about the health. Default: none. */
  readonly healthPaths?: readonly string[];
  /** Runs when a connection arrives and there are too many already. */
  readonly onConnectionsFull?: () => void;
  /** Milliseconds after which the server closes a connection whose client reads nothing. Default: 18 s. */
  readonly stallTimeoutMs?: number;
  /** Tells whether the service is ending. Each response then asks the client to send no further request on its connection. */
  readonly isEnding?: () => boolean;
}

/**
 * Creates the HTTP server around the app, with limits on size and time. The server itself answers malformed, too large and
 * too slow requests, in the same form as the app.
 *
 * @returns a server that does not listen yet
 */
export function createHttpServer(fetch: Fetch, options: HttpServerOptions = {}): Server {
  const listener = getRequestListener(fetch, {
    // hono's adapter for Node cannot read a request whose `Host` is absent or invalid, or whose target is invalid.
    errorHandler: () => createRefusalResponse(400, 'request_malformed'),
  });
  const { maxConnections = defaultMaxConnections, healthPaths = [], onConnectionsFull, isEnding } = options;
  const order = createRequestOrder((incoming, outgoing) => {
    const [path = ''] = (incoming.url ?? '').split('?', 1);
    // `reserve` is created below, because it needs the server.
    const admitsOnlyHealth = reserve.admitOnlyHealth(incoming.socket);
    if (admitsOnlyHealth || isEnding?.()) outgoing.shouldKeepAlive = false;
    if (admitsOnlyHealth && !healthPaths.includes(path))
      refuseRequest(outgoing, 503, 'connections_full', { 'retry-after': '1' });
    else void listener(incoming, outgoing);
  });
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      // Node checks the two timeouts once a second.
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: keepAliveTimeoutMs,
      // Node's own refusal of a request without `Host` has no body. hono's adapter refuses it with a body.
      requireHostHeader: false,
    },
    order.serve,
  );
  // By default Node ignores all headers after the first 2,000, which could hide a second `Host`. `maxHeaderSize` is the
  // limit instead.
  server.maxHeadersCount = 0;
  server.timeout = options.stallTimeoutMs ?? defaultStallTimeoutMs;
  const reserve = reserveForHealth(server, maxConnections, () => onConnectionsFull?.());
  const refuseExpectation = (outgoing: ServerResponse): void => {
    outgoing.shouldKeepAlive = false;
    refuseRequest(outgoing, 417, 'expectation_failed');
  };
  server.on('checkExpectation', (_incoming, outgoing) => refuseExpectation(outgoing));
  // By default Node sends "100 Continue" before the app has checked the request. With this handler, `readBody` sends it
  // later. The server closes such a connection after the response: a refused client may leave out its body, so nobody
  // knows where the next request begins.
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    // Node also emits this event for a longer value that contains `100-continue`.
    if (incoming.headers.expect?.trim().toLowerCase() !== '100-continue') return refuseExpectation(outgoing);
    outgoing.shouldKeepAlive = false;
    order.serve(incoming, outgoing);
  });
  server.on('connect', (_incoming, socket: Duplex) => {
    // Node no longer handles errors of this socket, so a reset during the response would end the process.
    socket.on('error', () => socket.destroy());
    refuseSocket(socket, 405, 'method_not_allowed', { allow: 'GET, HEAD, POST, OPTIONS' });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const lastResponse = order.findLastResponse(socket);
    const [status, code] = refusalsByErrorCode[error.code ?? ''] ?? [400, 'request_malformed'];
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    // The error is in the body of a request that already has its response. The client would take a second response to be the
    // response to its next request.
    else if (lastResponse?.headersSent && !lastResponse.req.complete) closeSocket(socket);
    // An earlier request on this connection still waits for its response, which must go first.
    else if (lastResponse?.req.complete && !lastResponse.writableFinished) {
      lastResponse.once('finish', () => refuseSocket(socket, status, code));
    } else refuseSocket(socket, status, code);
  });
  return server;
}
