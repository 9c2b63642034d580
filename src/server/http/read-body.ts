import type { Context } from 'hono';
import { ExchangeRequest } from '../../contract/exchange.ts';
import { Problem } from '../problem.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the one body this service takes: `{"teamsUserAadToken": "…"}` in UTF-8 JSON, nothing added, nothing twice.
 * Throws `Problem` 415 for another or an encoded content, 400 for anything else. The size is limited before.
 */
export async function readBody(c: Context): Promise<ExchangeRequest> {
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json(?:\s*;\s*charset="?utf-8"?)?\s*$/i.test(type)) {
    throw new Problem(415, 'json_required');
  }
  if ((c.req.header('content-encoding') ?? 'identity') !== 'identity') {
    throw new Problem(415, 'encoding_not_accepted');
  }
  const bytes = await c.req.arrayBuffer().catch(() => {
    throw new Problem(400, 'body_incomplete');
  });
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
