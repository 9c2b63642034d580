import type { Context } from 'hono';
import { ExchangeRequest } from '../../contract/exchange.ts';
import { Problem } from '../problem.ts';
import { headerOf, type AppEnv } from './app-env.ts';

/** The longest body that is read: artifact 1 is 1.5 to 4 KB. */
const MAX_BYTES = 16_384;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const tooLarge = (): Problem => new Problem(413, 'body_too_large', { headers: { connection: 'close' } });

/** Refuses by the headers alone what will not be read: 413 for a length announced too long, 415 for another content. */
export function refuseBody(c: Context<AppEnv>): void {
  if (Number(headerOf(c, 'content-length') ?? 0) > MAX_BYTES) throw tooLarge();
  const type = headerOf(c, 'content-type') ?? '';
  if (!/^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i.test(type)) {
    throw new Problem(415, 'json_required');
  }
  if ((headerOf(c, 'content-encoding') ?? 'identity') !== 'identity') {
    throw new Problem(415, 'encoding_not_accepted');
  }
}

/**
 * Reads the one body this service takes: `{"teamsUserAadToken": "…"}` in UTF-8 JSON, nothing added, nothing twice.
 * Throws `Problem` 413 for a body that turns out too long, 400 for anything else.
 */
export async function readBody(c: Context<AppEnv>): Promise<ExchangeRequest> {
  const bytes = await receive(c);
  let text: string;
  let value: unknown;
  try {
    text = utf8.decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Problem(400, 'json_malformed');
  }
  const body = ExchangeRequest.safeParse(value);
  if (!body.success) throw new Problem(400, 'body_invalid');
  // JSON.parse keeps the last of two equal keys. A body of one string member holds exactly two string literals.
  const literals = text.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
  if (literals.length !== 2) throw new Problem(400, 'body_invalid');
  return body.data;
}

/** A body of announced length was measured by `refuseBody`; one of unannounced length is read up to the limit. */
async function receive(c: Context<AppEnv>): Promise<ArrayBuffer | Uint8Array> {
  try {
    if (headerOf(c, 'content-length') !== undefined) return await c.req.arrayBuffer();
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of c.req.raw.body ?? []) {
      size += chunk.length;
      if (size > MAX_BYTES) throw tooLarge();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(400, 'body_incomplete');
  }
}
