import { afterEach, expect, it, vi } from 'vitest';
import { startI18n } from './i18n.ts';

const realFetch = globalThis.fetch;
const consoleMessages: unknown[] = [];
for (const level of ['warn', 'error'] as const)
  vi.spyOn(console, level).mockImplementation((...words) => void consoleMessages.push(words));

afterEach(() => {
  globalThis.fetch = realFetch;
  vi.useRealTimers();
  expect(consoleMessages).toEqual([]);
});

const germanBrowser = { preferred: 'de-AT', translated: ['de', 'ar'] };

/**
 * Replaces `fetch`, because only a replaced `fetch` can make a request hang.
 * @param answer gets the number of the request, which counts from 1
 * @returns the requested URLs
 */
function answerRequests(answer: (requestNumber: number, signal: AbortSignal) => Promise<Response>) {
  const requestedUrls: string[] = [];
  globalThis.fetch = ((url: string, { signal }: { signal: AbortSignal }) => {
    const requestNumber = requestedUrls.push(url);
    return answer(requestNumber, signal);
  }) as typeof fetch;
  return requestedUrls;
}

it('C14: makes no request for English', async () => {
  const requestedUrls = answerRequests(async () => Response.error());
  const i18n = await startI18n({ preferred: 'en-GB' });
  expect(i18n.t('signIn.button')).toBe('Sign in');
  expect(requestedUrls).toEqual([]);
  expect(document.documentElement.lang).toBe('en');
});

it.each([
  ['404', async () => new Response('nothing here', { status: 404 })],
  ['text that is not JSON', async () => new Response('<!doctype html>')],
  ['an array', async () => new Response('[]')],
  ['null', async () => new Response('null')],
])('C14: shows English after one request that is answered with %s', async (_answerName, answer) => {
  const requestedUrls = answerRequests(answer);
  const i18n = await startI18n(germanBrowser);
  expect(i18n.t('signIn.button')).toBe('Sign in');
  expect(requestedUrls).toEqual(['/locales/de.json']);
});

it('C14: requests a locale again after a network failure, and shows its missing texts in English', async () => {
  const requestedUrls = answerRequests(async (requestNumber) => {
    if (requestNumber === 1) throw new TypeError('Failed to fetch');
    return Response.json({ signIn: { button: 'Anmelden' } });
  });
  const i18n = await startI18n(germanBrowser);
  expect(requestedUrls).toHaveLength(2);
  expect([i18n.t('signIn.button'), i18n.t('hangUp')]).toEqual(['Anmelden', 'Hang up']);
  expect(document.documentElement.lang).toBe('de');
});

it('C14: waits at most 2 s for a slow locale, and shows it when it arrives', async () => {
  vi.useFakeTimers();
  // The page's request replaces this function.
  let respond = (_response: Response) => {};
  answerRequests(() => new Promise((resolve) => (respond = resolve)));
  const starting = startI18n({ ...germanBrowser, preferred: 'ar' });
  await vi.advanceTimersByTimeAsync(2_000);
  const i18n = await starting;
  expect(i18n.t('signIn.button')).toBe('Sign in');
  const languageChange = new Promise((resolve) => i18n.on('languageChanged', resolve));
  respond(Response.json({ signIn: { button: 'دخول' } }));
  await languageChange;
  expect(i18n.t('signIn.button')).toBe('دخول');
  await vi.waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
});

it('C14: stays in English when two requests for a locale take longer than 10 s each', async () => {
  const timeoutSpy = vi.spyOn(AbortSignal, 'timeout').mockImplementation((timeoutMs) => {
    expect(timeoutMs).toBe(10_000);
    return AbortSignal.abort(new DOMException('late', 'TimeoutError'));
  });
  const requestedUrls = answerRequests((_requestNumber, signal) => Promise.reject(signal.reason as Error));
  const i18n = await startI18n(germanBrowser);
  timeoutSpy.mockRestore();
  expect(requestedUrls).toHaveLength(2);
  expect(i18n.t('signIn.button')).toBe('Sign in');
});
