import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UsedEmulator } from './findOrStart.ts';

/**
 * Creates the route of the development server that hands out ACS tokens, so that the page needs neither the secret nor the
 * connection string: `GET <path>?user=<sign-in name>` answers with `{"token", "expiresOn"}`.
 */
export function createTokenRoute({ url, secret }: Pick<UsedEmulator, 'url' | 'secret'>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('content-type', 'application/json').setHeader('cache-control', 'no-store');
    if (secret === undefined) {
      const error = `The emulator at ${url} was started by another program. Set EMULATOR_SECRET to its control secret.`;
      response.writeHead(503).end(JSON.stringify({ error }));
      return;
    }
    const { search } = new URL(request.url ?? '', url);
    try {
      const answer = await fetch(`${url}/emulator/token${search}`, {
        headers: { 'x-emulator-secret': secret },
      });
      response.writeHead(answer.status).end(await answer.text());
    } catch {
      const error = `The emulator at ${url} does not answer. Restart the development server.`;
      response.writeHead(502).end(JSON.stringify({ error }));
    }
  };
}
