import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { Problem } from '../problem.ts';
import { headerOf, single, type AppEnv } from './app-env.ts';
import { checkOrigin } from './origins.ts';

/**
 * What happens to every request before anything else: it gets its id and the headers of its answer, and is refused if
 * two readers could understand it differently or if a foreign page sent it.
 *
 * @param origins allowed besides the service's own
 * @returns a function that gives the answer if there is nothing more to do (a preflight), otherwise null
 */
export function createOpening(origins: readonly string[]): (c: Context<AppEnv>) => Response | null {
  const allowed = new Set(origins);
  return (c) => {
    startAnswer(c);
    refuseAmbiguous(c);
    return checkOrigin(c, allowed);
  };
}

function startAnswer(c: Context<AppEnv>): void {
  const requestId = randomUUID();
  const headers: Record<string, string> = {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  };
  // Browsers heed it over https only; on this machine it would force https on every other local server too.
  if (!/^(?:localhost|127\.0\.0\.1|\[::1\])(?::|$)/.test(headerOf(c, 'host') ?? 'localhost')) {
    headers['strict-transport-security'] = 'max-age=31536000';
  }
  c.set('requestId', requestId);
  c.set('headers', headers);
}

/**
 * Refuses what Node's parser lets through: repeated headers, encoded or doubled path separators, dot segments,
 * another host in the request line.
 */
function refuseAmbiguous(c: Context<AppEnv>): void {
  const incoming = c.env?.incoming;
  if (incoming) {
    const seen: string[] = [];
    for (let index = 0; index < incoming.rawHeaders.length; index += 2) {
      const name = incoming.rawHeaders[index]?.toLowerCase() ?? '';
      if (!single.has(name)) continue;
      if (seen.includes(name)) throw new Problem(400, 'header_repeated');
      seen.push(name);
    }
  }
  const target = incoming?.url ?? new URL(c.req.url).pathname;
  if (!target.startsWith('/')) throw new Problem(400, 'target_invalid');
  const end = target.indexOf('?');
  const path = end < 0 ? target : target.slice(0, end);
  const plain = /^[\w.~@:+/-]+$/.test(path) && !path.includes('//');
  if (!plain || /\/\.{1,2}(?:\/|$)/.test(path)) throw new Problem(404, 'not_found');
}
