import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServiceError } from '../../contract/exchange.ts';
import { createResponseHeaders } from './securityHeaders.ts';

/** How long a closing socket still accepts data. */
const closeTimeoutMs = 1_000;

/** Creates the body and headers that refuse a request which reaches no route, for example because Node cannot parse it. */
function createRefusal(code: string): { text: string; headers: Record<string, string> } {
  const requestId = randomUUID();
  const text = JSON.stringify({ error: { code, requestId } } satisfies ServiceError);
  // `undefined` stands for the host, because the `Host` header may be unreadable.
  return { text, headers: createResponseHeaders(requestId, undefined) };
}

/** Creates a refusal as a `Response`, for hono's adapter for Node. */
export function createRefusalResponse(status: number, code: string): Response {
  const { text, headers } = createRefusal(code);
  return new Response(text, { status, headers });
}

/** Refuses a request that Node has parsed. @param moreHeaders headers to add to those of every response */
export function refuseRequest(
  outgoing: ServerResponse,
  status: number,
  code: string,
  moreHeaders: Readonly<Record<string, string>> = {},
): void {
  const { text, headers } = createRefusal(code);
  outgoing.writeHead(status, { ...headers, ...moreHeaders }).end(text);
}

/**
 * Refuses a request that Node has not parsed: writes the response to the socket as text, and closes the connection.
 * @param moreHeaders headers to add to those of every response
 */
export function refuseSocket(socket: Duplex, status: number, code: string, moreHeaders: object = {}): void {
  const { text, headers } = createRefusal(code);
  const allHeaders = {
    ...headers,
    ...moreHeaders,
    connection: 'close',
    'content-length': Buffer.byteLength(text),
  };
  const lines = Object.entries(allHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  closeSocket(socket, `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
}

/**
 * Closes a connection without reading further requests. If data arrived on a closed socket, TCP would reset the connection,
 * and the client could lose the response. So the socket still accepts and discards data for a moment. Then it is destroyed,
 * because Node no longer notices when the client closes the connection.
 * @param finalData is sent before the connection is closed
 */
export function closeSocket(socket: Duplex, finalData?: string): void {
  socket.end(finalData);
  socket.resume();
  setTimeout(() => socket.destroy(), closeTimeoutMs).unref();
}
