import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServiceError } from '../../contract/exchange.ts';
import { responseHeaders } from './securityHeaders.ts';

/** Refusals for requests that never reach a route, for example because they could not be parsed. */

const closeTimeoutMs = 1_000;

function refusal(code: string): { text: string; headers: Record<string, string> } {
  const requestId = randomUUID();
  const text = JSON.stringify({ error: { code, requestId } } satisfies ServiceError);
  return { text, headers: responseHeaders(requestId, undefined) };
}

/** Makes the refusal as a `Response`, for the adapter. */
export function refusalResponse(status: number, code: string): Response {
  const { text, headers } = refusal(code);
  return new Response(text, { status, headers });
}

/** Refuses a request that Node has parsed but that does not go to a route. */
export function refuseRequest(outgoing: ServerResponse, status: number, code: string): void {
  const { text, headers } = refusal(code);
  outgoing.writeHead(status, headers).end(text);
}

/**
 * Refuses on a bare socket: there is no parsed request, so the response is written by hand, and the connection
 * is closed.
 *
 * @param moreHeaders additional headers
 */
export function refuseSocket(socket: Duplex, status: number, code: string, moreHeaders: object = {}): void {
  const { text, headers } = refusal(code);
  const all = { ...headers, ...moreHeaders, connection: 'close', 'content-length': Buffer.byteLength(text) };
  const lines = Object.entries(all).map(([name, value]) => `${titleCase(name)}: ${value}\r\n`);
  closeSocket(socket, `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
}

/** Writes a header name as HTTP/1.1 usually does; a few old clients expect it. */
const titleCase = (name: string): string => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

/**
 * Ends a connection whose requests are no longer read. Incoming data is discarded for a moment, so that the
 * final data arrives before a reset; then the socket is destroyed, because an end of the other side would go
 * unnoticed.
 */
export function closeSocket(socket: Duplex, finalData?: string): void {
  socket.end(finalData);
  socket.resume();
  setTimeout(() => socket.destroy(), closeTimeoutMs).unref();
}
