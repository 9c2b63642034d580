import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Context } from 'hono';
import { ExchangeRequest } from '../../contract/exchange.ts';
import { HttpError } from '../httpError.ts';
import { readHeader, type AppEnv } from './appEnv.ts';

/** The longest accepted body of an exchange. A Teams token has 1,500 to 4,000 characters. */
const maxExchangeBytes = 16_384;
const createTooLargeError = (): HttpError =>
  new HttpError(413, 'body_too_large', { headers: { connection: 'close' } });
const createIncompleteError = (): HttpError => new HttpError(400, 'body_incomplete');

/**
 * Checks what the headers say about the body of an exchange, before the service reads the body.
 *
 * @throws HttpError 413 when the announced length exceeds the limit, 415 when the content is not uncompressed JSON in
 *   UTF-8
 */
export function checkBodyHeaders(c: Context<AppEnv>, maxBytes = maxExchangeBytes): void {
  checkBodySize(c, maxBytes);
  const type = readHeader(c, 'content-type') ?? '';
  if (!/^application\/json(?:\s*;\s*charset=(?:utf-8|"utf-8"))?\s*$/i.test(type))
    throw new HttpError(415, 'json_required');
  checkBodyEncoding(c);
}

/** @throws HttpError 413 when the announced length exceeds the limit */
export function checkBodySize(c: Context<AppEnv>, maxBytes: number): void {
  if (Number(readHeader(c, 'content-length') ?? 0) > maxBytes) throw createTooLargeError();
}

/** @throws HttpError 415 for a compressed body */
export function checkBodyEncoding(c: Context<AppEnv>): void {
  if ((readHeader(c, 'content-encoding') ?? 'identity') !== 'identity')
    throw new HttpError(415, 'encoding_not_accepted');
}

/**
 * Reads the body of an exchange: `{"teamsUserAadToken": "…"}`, without further or repeated properties.
 *
 * @throws HttpError 413 for a body that exceeds the limit, 400 for any other fault
 */
export async function readBody(c: Context<AppEnv>): Promise<ExchangeRequest> {
  const { text, value } = await readJson(c, maxExchangeBytes);
  const body = ExchangeRequest.safeParse(value);
  // `JSON.parse` silently keeps only the last of repeated keys. This pattern detects them.
  if (!body.success || !oneStringProperty.test(text)) throw new HttpError(400, 'body_invalid');
  return body.data;
}

/**
 * Reads a body as JSON in UTF-8.
 *
 * @returns the text, and its parsed value
 * @throws HttpError 413 for a body that exceeds the limit, 400 for a body that is incomplete or not JSON
 */
export async function readJson(
  c: Context<AppEnv>,
  maxBytes: number,
): Promise<{ readonly text: string; readonly value: unknown }> {
  const { incoming, outgoing } = c.env;
  const bytes = readArrivedBody(incoming) ?? (await receiveBody(incoming, outgoing, maxBytes));
  if (bytes.length > maxBytes) throw createTooLargeError();
  if (!isUtf8(bytes)) throw new HttpError(400, 'json_malformed');
  const text = bytes.toString();
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    throw new HttpError(400, 'json_malformed');
  }
}

/**
 * Matches an object with one key and a string as its value. Each string literal may contain escaped quotes. The pattern takes
 * a run of plain characters in one step, because a token has thousands of them.
 */
const oneStringProperty = /^\s*\{\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*:\s*"[^"\\]*(?:\\.[^"\\]*)*"\s*\}\s*$/;

/**
 * Reads a body that has already arrived, without listeners and without a turn of the event loop. This is the usual case,
 * because the body arrives while the service verifies the caller.
 *
 * @returns null for a body that has not arrived completely
 */
function readArrivedBody(incoming: IncomingMessage): Buffer | null {
  if (!incoming.complete || incoming.readableAborted) return null;
  return (incoming.read() as Buffer | null) ?? Buffer.alloc(0);
}

/** Receives a body up to the limit, after "100 Continue" to a client that waits for it. */
function receiveBody(incoming: IncomingMessage, outgoing: ServerResponse, maxBytes: number): Promise<Buffer> {
  if (incoming.headers.expect !== undefined && incoming.httpVersion === '1.1') outgoing.writeContinue();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > maxBytes) {
        incoming.pause();
        reject(createTooLargeError());
      }
    });
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
    incoming.once('error', () => reject(createIncompleteError()));
    incoming.once('close', () => reject(createIncompleteError()));
    // No event comes if the client has disconnected while the service verified the caller.
    if (incoming.destroyed) reject(createIncompleteError());
  });
}
