import { randomUUID } from 'node:crypto';
import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ServiceError } from '../../contract/exchange.ts';
import { responseHeaders } from './securityHeaders.ts';

/** Refusals that no route gives: the request could not be read, or never became one. All in this service's form. */

const closeTimeoutMs = 1_000;

function refusal(code: string): { text: string; headers: Record<string, string> } {
  const requestId = randomUUID();
  const text = JSON.stringify({ error: { code, requestId } } satisfies ServiceError);
  return { text, headers: responseHeaders(requestId, undefined) };
}

/** For the adapter, which makes Node's answer of it. */
export function rejectionResponse(status: number, code: string): Response {
  const { text, headers } = refusal(code);
  return new Response(text, { status, headers });
}

/** For a request that Node has read, and that is no route's. */
export function rejectRequest(outgoing: ServerResponse, status: number, code: string): void {
  const { text, headers } = refusal(code);
  outgoing.writeHead(status, headers).end(text);
}

/** Written by hand: there is no request, hence no response object, and the connection cannot be used any further. */
export function rejectSocket(socket: Duplex, status: number, code: string, more: object = {}): void {
  const { text, headers } = refusal(code);
  const all = { ...headers, ...more, connection: 'close', 'content-length': Buffer.byteLength(text) };
  const lines = Object.entries(all).map(([name, value]) => `${titleCase(name)}: ${value}\r\n`);
  closeSocket(socket, `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
}

/** As HTTP/1.1 usually writes a header's name; a few old readers want it so. */
const titleCase = (name: string): string => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());

/**
 * Nobody reads this connection any more, so the other side's end would never be noticed, and the connection would stay
 * for ever: what still comes is thrown away, for a moment, so that the last words arrive before a reset.
 */
export function closeSocket(socket: Duplex, lastWords?: string): void {
  socket.end(lastWords);
  socket.resume();
  setTimeout(() => socket.destroy(), closeTimeoutMs).unref();
}
