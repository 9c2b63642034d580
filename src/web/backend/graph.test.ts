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

it('S11: if Graph asks all clients to wait 8 s, each client waits a different time between 8 and 10 s', async () => {
  const graph = await startTestServer((_request, response) =>
    response.writeHead(429, { 'retry-after': '8' }).end(),
  );
  const answers = await Promise.all(Array.from({ length: 20 }, () => requestMe(graph.url)));
  const waitSeconds = answers.map((answer) => (answer.ok ? 0 : (answer.retryAfterSeconds ?? 0)));
  expect(Math.min(...waitSeconds)).toBeGreaterThanOrEqual(8);
  expect(Math.max(...waitSeconds)).toBeLessThanOrEqual(10);
  expect(new Set(waitSeconds).size).toBeGreaterThan(10);
});
