import { getRequestListener } from '@hono/node-server';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeSocket, refusalResponse, refuseRequest, refuseSocket } from './rawResponses.ts';

/** Room for two tokens of 4 KB and the cookies of other applications on the host. */
const maxHeaderBytes = 16_384;
const headersTimeoutMs = 10_000;
/**
 * Milliseconds for headers and body together. On the slowest connection that can carry a call, 16 KB take less.
 */
const requestTimeoutMs = 15_000;
/**
 * Longer than the idle timeout of Azure's front ends (60 s), so that they close idle connections and not this
 * server.
 */
const keepAliveTimeoutMs = 65_000;
/** A waiting connection may hold a header and a body, which makes 200 MB for this many. */
const defaultMaxConnections = 5_000;

/** Errors of Node's parser that have a status of their own. All others are malformed requests (400). */
const refusalsByErrorCode: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, 'headers_too_large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'request_timeout'],
};

type Fetch = Parameters<typeof getRequestListener>[0];

export interface HttpServerOptions {
  /** Most open connections at a time; further ones are closed at once. Default: 5,000. */
  readonly maxConnections?: number;
  /** Called when a connection was closed because there were too many. */
  readonly onConnectionRefused?: () => void;
}

/**
 * Creates the HTTP server around the app, with limits on size and time. Responses that Node or the adapter
 * would make themselves (malformed, too large or too slow requests) get the form of this service.
 *
 * @param fetch handles a request
 * @returns a server that does not listen yet
 */
export function createHttpServer(fetch: Fetch, options: HttpServerOptions = {}): Server {
  const listener = getRequestListener(fetch, {
    // The adapter could not read the request: an absent or invalid Host, or an invalid target.
    errorHandler: () => refusalResponse(400, 'request_malformed'),
  });
  const lastResponses = new WeakMap<Duplex, ServerResponse>();
  const serve = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    lastResponses.set(incoming.socket, outgoing);
    void listener(incoming, outgoing);
  };
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: headersTimeoutMs,
      requestTimeout: requestTimeoutMs,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: keepAliveTimeoutMs,
      // Node's own response to a missing Host has no body. The adapter refuses such a request, too, with our
      // body.
      requireHostHeader: false,
    },
    serve,
  );
  // By default Node drops all headers after the first 2,000, perhaps a second Host among them. `maxHeaderSize`
  // is the limit.
  server.maxHeadersCount = 0;
  server.maxConnections = options.maxConnections ?? defaultMaxConnections;
  server.on('drop', () => options.onConnectionRefused?.());
  const refuseExpectation = (outgoing: ServerResponse): void => {
    outgoing.shouldKeepAlive = false;
    refuseRequest(outgoing, 417, 'expectation_failed');
  };
  server.on('checkExpectation', (_incoming, outgoing) => refuseExpectation(outgoing));
  // Node would send "100 Continue" before the request is checked. Here `readBody` sends it. A refused client
  // may leave its body out, and then nobody knows where its next request would begin; so the connection is
  // closed after the response.
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (incoming.headers.expect?.trim().toLowerCase() !== '100-continue') return refuseExpectation(outgoing);
    outgoing.shouldKeepAlive = false;
    serve(incoming, outgoing);
  });
  server.on('connect', (_incoming, socket: Duplex) => {
    // Node has detached the socket, so an unhandled reset during the response would end the process.
    socket.on('error', () => socket.destroy());
    refuseSocket(socket, 405, 'method_not_allowed', { allow: 'GET, HEAD, POST, OPTIONS' });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    const lastResponse = lastResponses.get(socket);
    const [status, code] = refusalsByErrorCode[error.code ?? ''] ?? [400, 'request_malformed'];
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy();
    // An error in the body of a request that already has its response: the client would take a second response
    // for that of its next request.
    else if (lastResponse?.headersSent && !lastResponse.req.complete) closeSocket(socket);
    // Earlier requests of this connection still wait for their responses. Those go first, or a client would
    // read the wrong response.
    else if (lastResponse?.req.complete && !lastResponse.writableFinished) {
      lastResponse.once('finish', () => refuseSocket(socket, status, code));
    } else refuseSocket(socket, status, code);
  });
  return server;
}
