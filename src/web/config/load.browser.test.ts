import { afterEach, expect, it, vi } from 'vitest';
import { loadConfig } from './load.ts';

afterEach(() => vi.restoreAllMocks());

it('C14: a config.json that hangs is given up after 10 s, and that is said', async () => {
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const limits: number[] = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => {
    limits.push(time);
    return timeout(10);
  });
  // An answer that begins and never ends: the limit is for the whole of it.
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
