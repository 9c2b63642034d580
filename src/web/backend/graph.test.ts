import { expect, it } from 'vitest';
import { ok } from '../errors/problem.ts';
import { serve } from '../fixtures/serve.ts';
import { createGraph } from './graph.ts';

const ask = (endpoint: string) =>
  createGraph(endpoint, async () => ok('a token'))('/me', { scopes: ['User.Read'] });

it.each([301, 302, 303, 307, 308])('S12: a redirect by %i is not followed with a token', async (status) => {
  const elsewhere = await serve((_request, response) => response.end('{}'));
  const graph = await serve((_request, response) =>
    response.writeHead(status, { location: `${elsewhere.url}/me` }).end(),
  );
  expect(await ask(graph.url)).toEqual({ ok: false, reason: 'unavailable' });
  expect(graph.requests).toHaveLength(1);
  expect(elsewhere.requests).toEqual([]);
});

it('S11: clients that Graph tells to return in 8 s return spread over 2 s more', async () => {
  const graph = await serve((_request, response) => response.writeHead(429, { 'retry-after': '8' }).end());
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(graph.url)));
  const waits = answers.map((answer) => (answer.ok ? 0 : (answer.retryAfter ?? 0)));
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(8);
  expect(Math.max(...waits)).toBeLessThanOrEqual(10);
  expect(new Set(waits).size).toBeGreaterThan(10);
});
