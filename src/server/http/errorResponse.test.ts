import { expect, onTestFinished, test, vi } from 'vitest';
import { startTestService } from '../fixtures/service.ts';

test('while no keys can be fetched, the log warns once of that, and not of each request', async () => {
  const log = vi.fn();
  const service = await startTestService({}, log);
  onTestFinished(() => service.close());
  const { entra } = service;
  await entra.rotate('key-2');
  entra.keyServer.answer = (_request, response) => response.writeHead(500).end();
  for (let sent = 0; sent < 20; sent += 1) expect((await service.exchange()).status).toBe(503);
  const logged = log.mock.calls.map(([level, event]) => `${level} ${event}`);
  expect(logged.filter((line) => line.startsWith('warn'))).toEqual(['warn signing_keys_unavailable']);
  expect(logged.filter((line) => line === 'info refused')).toHaveLength(20);
});
