import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import { ExchangeRequest } from '../../contract/exchange.ts';
import { HttpError } from '../httpError.ts';
import { headerOf, type AppEnv } from './appEnv.ts';

/** The longest body that is read: artifact 1 is 1.5 to 4 KB. */
const maxBytes = 16_384;
const tooLarge = (): HttpError => new HttpError(413, 'body_too_large', { headers: { connection: 'close' } });
const incomplete = (): HttpError => new HttpError(400, 'body_incomplete');

/** Refuses by the headers alone what will not be read: 413 for a length announced too long, 415 for another content. */
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
 * Reads the one body this service takes: `{"teamsUserAadToken": "…"}` in UTF-8 JSON, nothing added, nothing twice.
 * Throws `Problem` 413 for a body that turns out too long, 400 for anything else.
 */
export async function readBody(c: Context<AppEnv>): Promise<ExchangeRequest> {
  const incoming = c.env?.incoming;
  const bytes = incoming
    ? (whole(incoming) ?? (await receive(incoming, c.env.outgoing)))
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

/** JSON.parse keeps the last of two equal keys. A body of one string member holds exactly two string literals. */
function hasTwoStrings(text: string): boolean {
  return text.match(/"(?:[^"\\]|\\.)*"/g)?.length === 2;
}

/**
 * What is there at once. While the caller was verified the body has come as a rule, and then neither listeners nor a
 * turn of the event loop are needed; going through the `Request` would cost four times as much.
 */
function whole(incoming: IncomingMessage): Buffer | null {
  if (!incoming.complete || incoming.readableAborted) return null;
  return (incoming.read() as Buffer | null) ?? Buffer.alloc(0);
}

/** Reads on up to the limit, whatever length was announced. A client that waits to be asked for its body is asked now. */
function receive(incoming: IncomingMessage, outgoing: ServerResponse | undefined): Promise<Buffer> {
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
    // Gone while the caller was verified: no event will come.
    if (incoming.destroyed) reject(incomplete());
  });
}
