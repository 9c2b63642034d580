import { getRequestListener } from '@hono/node-server';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { reserveForHealth } from './healthReserve.ts';
import { closeSocket, createRefusalResponse, refuseRequest, refuseSocket } from './rawResponses.ts';
import { createRequestOrder } from './requestOrder.ts';

/** The limit of all headers together. It leaves room for two tokens of 4 KB and for cookies of other applications. */
const maxHeaderBytes = 16_384;
/** Milliseconds within which the headers of a request must arrive. */
const headersTimeoutMs = 10_000;
/**
 * Milliseconds within which headers and body together must arrive. A body of 16 KB takes less on every connection that
 * can carry a call.
 */
const requestTimeoutMs = 15_000;
/**
 * Milliseconds after which the server closes an idle connection. The time is longer than the idle timeout of Azure's
 * front ends (60 s), so that the front end closes the connection first.
 */
const keepAliveTimeoutMs = 65_000;
/**
 * Milliseconds after which the server closes a connection on which nothing moves, although a request is not answered yet:
 * the client reads nothing. Node notices it after this time or twice this time. The time is longer than an exchange with
 * its fetch of keys, which takes 13 s at most, and than `requestTimeoutMs`, after which a slow request gets 408.
 */
const defaultStallTimeoutMs = 18_000;
/** Each waiting connection may hold headers and a body in memory. This number of connections can hold 200 MB. */
const defaultMaxConnections = 5_000;

/** By code of an error of Node's HTTP parser: status and error code of the response. All other errors get a 400. */
const refusalsByErrorCode: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout'],
};

/** Handles a request: hono's `app.fetch`. */
type Fetch = Parameters<typeof getRequestListener>[0];

export interface HttpServerOptions {
  /** The largest number of open connections. Further connections may only ask about the health. Default: 5,000. */
  readonly maxConnections?: number;
  /** The paths of requests about the health. */
  readonly healthPaths?: readonly string[];
  /** The server calls this function when a connection arrives and there are too many already. */
  readonly onConnectionsFull?: () => void;
  /** Milliseconds after which the server closes a connection whose client reads nothing. Default: 18 s. */
  readonly stallTimeoutMs?: number;
  /** Tells whether the service is ending. Each response then asks the client to send no more on its connection. */
  readonly isEnding?: () => boolean;
}

/**
 * Creates the HTTP server around the app, with limits on size and time. Some requests never reach the app, because they
 * are malformed, too large or too slow. For them the server answers in the same form as the app.
 *
 * @param fetch handles a request
 * @returns a server that does not listen yet
 */
export function createHttpServer(fetch: Fetch, options: HttpServerOptions = {}): Server {
  const listener = getRequestListener(fetch, {
    // hono's adapter for Node calls this for a request that it cannot read: `Host` is absent or invalid, or the target
    // is invalid.
    errorHandler: () => createRefusalResponse(400, 'request_malformed'),
  });
  const { maxConnections = defaultMaxConnections, healthPaths = [], onConnectionsFull, isEnding } = options;
  const order = createRequestOrder((incoming, outgoing) => {
    const [path = ''] = (incoming.url ?? '').split('?', 1);
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
      // Node would answer a request without Host by a response without a body. hono's adapter refuses the request,
      // with a body like that of this service's other refusals.
      requireHostHeader: false,
    },
    order.serve,
  );
  // By default Node ignores all headers after the first 2,000, which could hide a second Host. `maxHeaderSize` limits
  // the headers instead.
  server.maxHeadersCount = 0;
  server.timeout = options.stallTimeoutMs ?? defaultStallTimeoutMs;
  const reserve = reserveForHealth(server, maxConnections, () => onConnectionsFull?.());
  const refuseExpectation = (outgoing: ServerResponse): void => {
    outgoing.shouldKeepAlive = false;
    refuseRequest(outgoing, 417, 'expectation_failed');
  };
  server.on('checkExpectation', (_incoming, outgoing) => refuseExpectation(outgoing));
  // By default Node sends "100 Continue" before the app has checked the request. This handler prevents that, and
  // `readBody` sends "100 Continue" later.
  // A refused client may leave out its body, so the server cannot know where the next request begins. It therefore
  // closes the connection after the response.
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (incoming.headers.expect?.trim().toLowerCase() !== '100-continue') return refuseExpectation(outgoing);
    outgoing.shouldKeepAlive = false;
    order.serve(incoming, outgoing);
  });
  server.on('connect', (_incoming, socket: Duplex) => {
    // Node no longer handles errors of this socket. Without this handler, a reset during the response would end the
    // process.
    socket.on('error', () => socket.destroy());
    refuseSocket(socket, 405, 'method_not_allowed', { allow: 'GET, HEAD, POST, OPTIONS' });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const lastResponse = order.findLastResponse(socket);
    const [status, code] = refusalsByErrorCode[error.code ?? ''] ?? [400, 'request_malformed'];
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    // The error is in the body of a request that already has its response. The client would take a second response for
    // the response to its next request.
    else if (lastResponse?.headersSent && !lastResponse.req.complete) closeSocket(socket);
    // An earlier request on this connection still waits for its response. That response must go first, because the
    // client assigns responses to requests by their order.
    else if (lastResponse?.req.complete && !lastResponse.writableFinished) {
      lastResponse.once('finish', () => refuseSocket(socket, status, code));
    } else refuseSocket(socket, status, code);
  });
  return server;
}
