import { afterEach, expect, it, vi } from 'vitest';
import { loadConfig } from './load.ts';

afterEach(() => vi.restoreAllMocks());

it('C14: reports a timeout when config.json does not arrive within 10 s', async () => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const limits: number[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => {
    limits.push(time);
    return timeout(10);
  });
  // The answer begins but never ends, because the limit covers the whole answer.
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (_url, options) => {
    const body = new ReadableStream({
      start(controller) {
        const { signal } = options ?? {};
        signal?.addEventListener('abort', () => controller.error(signal.reason));
      },
    });
    return new Response(body);
  });
  const loaded = await loadConfig('localhost');
  expect(limits).toEqual([10_000]);
  expect(loaded).toMatchObject({ ok: false, problem: { code: 'config-unreadable', detail: 'timeout' } });
});
