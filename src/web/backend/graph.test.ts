import { expect, it } from 'vitest';
import { startTestServer } from '../../server/fixtures/testServer.ts';
import { ok } from '../errors/problem.ts';
import { createGraph } from './graph.ts';

const requestMe = (endpoint: string) =>
  createGraph(endpoint, async () => ok('a token'))('/me', { scopes: ['User.Read'] });

it.each([301, 302, 303, 307, 308])(
  'S12: does not follow a redirect with the status %i, which would send the token to another server',
  async (status) => {
    const redirectTarget = await startTestServer((_request, response) => response.end('{}'));
    const graph = await startTestServer((_request, response) =>
      response.writeHead(status, { location: `${redirectTarget.url}/me` }).end(),
    );
    expect(await requestMe(graph.url)).toEqual({ ok: false, reason: 'unavailable' });
    expect(graph.requests).toHaveLength(1);
    expect(redirectTarget.requests).toEqual([]);
  },
);

it.each([8, 600])(
  'S11: if Graph asks all clients to wait %i s, each waits so long, and up to a quarter longer',
  async (seconds) => {
    const graph = await startTestServer((_request, response) =>
      response.writeHead(429, { 'retry-after': String(seconds) }).end(),
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => requestMe(graph.url)));
    const waitSeconds = answers.map((answer) => (answer.ok ? 0 : (answer.retryAfterSeconds ?? 0)));
    expect(Math.min(...waitSeconds)).toBeGreaterThanOrEqual(seconds);
    expect(Math.max(...waitSeconds)).toBeLessThanOrEqual(seconds * 1.25);
    expect(new Set(waitSeconds).size).toBeGreaterThan(10);
  },
);
