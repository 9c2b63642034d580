import { expect, it, vi } from 'vitest';
import { loadConfig } from './load.ts';

it('C14: reports a timeout when config.json does not arrive within 10 s', async () => {
  const createRealTimeout = AbortSignal.timeout.bind(AbortSignal);
  const requestedTimeoutsMs: number[] = [];
  // The timeout ends after 10 ms, so that the test is fast.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((timeoutMs) => {
    requestedTimeoutsMs.push(timeoutMs);
    return createRealTimeout(10);
  });
  // The answer begins but never ends, because the timeout must cover the whole answer.
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
  expect(requestedTimeoutsMs).toEqual([10_000]);
  expect(loaded).toMatchObject({ ok: false, problem: { code: 'config-unreadable', detail: 'timeout' } });
});
