import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import { ExchangeRequest } from '../../contract/exchange.ts';
import { HttpError } from '../httpError.ts';
import { headerOf, type AppEnv } from './appEnv.ts';

/** Longest accepted body. A Teams token is 1.5 to 4 KB. */
const maxBytes = 16_384;
const tooLarge = (): HttpError => new HttpError(413, 'body_too_large', { headers: { connection: 'close' } });
const incomplete = (): HttpError => new HttpError(400, 'body_incomplete');

/**
 * Refuses, by the headers alone, a body that will not be read.
 *
 * @throws HttpError 413 when the announced length exceeds the limit, 415 when the content is not plain JSON in
 *   UTF-8
 */
export function checkBodyHeaders(c: Context<AppEnv>): void {
  if (Number(headerOf(c, 'content-length') ?? 0) > maxBytes) throw tooLarge();
  const type = headerOf(c, 'content-type') ?? '';
  if (
    type !== 'application/json' &&
    !/^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?\s*$/i.test(type)
  ) {
    throw new HttpError(415, 'json_required');
  }
  if ((headerOf(c, 'content-encoding') ?? 'identity') !== 'identity') {
    throw new HttpError(415, 'encoding_not_accepted');
  }
}

/**
 * Reads the body of an exchange: `{"teamsUserAadToken": "…"}` as JSON in UTF-8, without further or repeated
 * members.
 *
 * @throws HttpError 413 for a body that exceeds the limit, 400 for any other fault
 */
export async function readBody(c: Context<AppEnv>): Promise<ExchangeRequest> {
  const incoming = c.env?.incoming;
  const bytes = incoming
    ? (readArrived(incoming) ?? (await receiveBody(incoming, c.env.outgoing)))
    : Buffer.from(await c.req.arrayBuffer());
  if (bytes.length > maxBytes) throw tooLarge();
  if (!isUtf8(bytes)) throw new HttpError(400, 'json_malformed');
  const text = bytes.toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HttpError(400, 'json_malformed');
  }
  const body = ExchangeRequest.safeParse(value);
  if (!body.success || !hasTwoStrings(text)) throw new HttpError(400, 'body_invalid');
  return body.data;
}

/**
 * `JSON.parse` silently keeps the last of two equal keys. A body with one string member holds exactly two
 * string literals.
 */
function hasTwoStrings(text: string): boolean {
  return text.match(/"(?:[^"\\]|\\.)*"/g)?.length === 2;
}

/**
 * Reads a body that has already arrived, or returns null. This is the usual case, because the body arrives
 * while the caller is verified. It needs neither listeners nor a turn of the event loop; going through
 * `Request` would cost four times as much.
 */
function readArrived(incoming: IncomingMessage): Buffer | null {
  if (!incoming.complete || incoming.readableAborted) return null;
  return (incoming.read() as Buffer | null) ?? Buffer.alloc(0);
}

/**
 * Receives a body up to the limit, whatever length was announced. Sends "100 Continue" to a client that waits
 * for it.
 */
function receiveBody(incoming: IncomingMessage, outgoing: ServerResponse | undefined): Promise<Buffer> {
  if (incoming.headers.expect !== undefined && incoming.httpVersion === '1.1') outgoing?.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) {
        incoming.pause();
        reject(tooLarge());
      }
    });
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
    incoming.once('error', () => reject(incomplete()));
    incoming.once('close', () => reject(incomplete()));
    // The client disconnected while the caller was verified, so no event will come.
    if (incoming.destroyed) reject(incomplete());
  });
}
