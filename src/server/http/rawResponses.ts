import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServiceError } from '../../contract/exchange.ts';
import { createResponseHeaders } from './securityHeaders.ts';

/** This file refuses requests that never reach a route, for example because Node could not parse them. */

/** Milliseconds for which a closing socket still accepts data. */
const closeTimeoutMs = 1_000;

/** Creates body and headers of a refusal. */
function createRefusal(code: string): { text: string; headers: Record<string, string> } {
  const requestId = randomUUID();
  const text = JSON.stringify({ error: { code, requestId } } satisfies ServiceError);
  return { text, headers: createResponseHeaders(requestId, undefined) };
}

/** Creates a refusal as a `Response`, for hono's adapter for Node. */
export function createRefusalResponse(status: number, code: string): Response {
  const { text, headers } = createRefusal(code);
  return new Response(text, { status, headers });
}

/**
 * Refuses a request that Node has parsed, but that does not go to a route.
 *
 * @param additionalHeaders headers of the response besides those of every response
 */
export function refuseRequest(
  outgoing: ServerResponse,
  status: number,
  code: string,
  additionalHeaders: Readonly<Record<string, string>> = {},
): void {
  const { text, headers } = createRefusal(code);
  outgoing.writeHead(status, { ...headers, ...additionalHeaders }).end(text);
}

/**
 * Refuses a request that Node has not parsed. It writes the response to the socket as text, and closes the connection.
 *
 * @param additionalHeaders headers of the response besides those of every response
 */
export function refuseSocket(
  socket: Duplex,
  status: number,
  code: string,
  additionalHeaders: object = {},
): void {
  const { text, headers } = createRefusal(code);
  const allHeaders = {
    ...headers,
    ...additionalHeaders,
    connection: 'close',
    'content-length': Buffer.byteLength(text),
  };
  const lines = Object.entries(allHeaders).map(([name, value]) => `${formatHeaderName(name)}: ${value}\r\n`);
  closeSocket(socket, `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
}

/** Writes a header name as HTTP/1.1 servers usually do, such as `Content-Length`. A few old clients expect this form. */
const formatHeaderName = (name: string): string => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

/**
 * Closes a connection without reading further requests. For a moment it still accepts and discards data, because a
 * reset could otherwise destroy the final data on its way to the client. Then it destroys the socket, because Node no
 * longer notices when the client closes the connection.
 */
export function closeSocket(socket: Duplex, finalData?: string): void {
  socket.end(finalData);
  socket.resume();
  setTimeout(() => socket.destroy(), closeTimeoutMs).unref();
}
