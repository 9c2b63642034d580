import { afterEach, expect, it, vi } from 'vitest';
import { startI18n } from './i18n.ts';

const realFetch = globalThis.fetch;
const logged: unknown[] = [];
for (const level of ['warn', 'error'] as const)
  vi.spyOn(console, level).mockImplementation((...words) => void logged.push(words));

afterEach(() => {
  globalThis.fetch = realFetch;
  vi.useRealTimers();
  expect(logged).toEqual([]);
});

const german = { preferred: 'de-AT', translated: ['de', 'ar'] };

/** Answers the requests of the page. Only a replaced `fetch` can make a request hang. @returns the requested URLs */
function answerRequests(how: (count: number, signal: AbortSignal) => Promise<Response>) {
  const requested: string[] = [];
  globalThis.fetch = ((url: string, { signal }: { signal: AbortSignal }) =>
    how(requested.push(url), signal)) as typeof fetch;
  return requested;
}

it('C14: makes no request for English', async () => {
  const requested = answerRequests(async () => Response.error());
  const i18n = await startI18n({ preferred: 'en-GB' });
  expect(i18n.t('signIn.button')).toBe('Sign in');
  expect(requested).toEqual([]);
  expect(document.documentElement.lang).toBe('en');
});

it.each([
  ['404', async () => new Response('nothing here', { status: 404 })],
  ['text that is not JSON', async () => new Response('<!doctype html>')],
  ['an array', async () => new Response('[]')],
  ['null', async () => new Response('null')],
])('C14: shows English after one request that is answered with %s', async (_what, how) => {
  const requested = answerRequests(how);
  const i18n = await startI18n(german);
  expect(i18n.t('signIn.button')).toBe('Sign in');
  expect(requested).toEqual(['/locales/de.json']);
});

it('C14: requests a locale again after a network failure, and shows missing texts in English', async () => {
  const requested = answerRequests(async (nth) => {
    if (nth === 1) throw new TypeError('Failed to fetch');
    return Response.json({ signIn: { button: 'Anmelden' } });
  });
  const i18n = await startI18n(german);
  expect(requested).toHaveLength(2);
  expect([i18n.t('signIn.button'), i18n.t('hangUp')]).toEqual(['Anmelden', 'Hang up']);
  expect(document.documentElement.lang).toBe('de');
});

it('C14: waits at most 2 s for a slow locale, and shows it when it arrives', async () => {
  vi.useFakeTimers();
  let respond = (_response: Response) => {};
  answerRequests(() => new Promise((resolve) => (respond = resolve)));
  const starting = startI18n({ ...german, preferred: 'ar' });
  await vi.advanceTimersByTimeAsync(2_000);
  const i18n = await starting;
  expect(i18n.t('signIn.button')).toBe('Sign in');
  const changed = new Promise((resolve) => i18n.on('languageChanged', resolve));
  respond(Response.json({ signIn: { button: 'دخول' } }));
  await changed;
  expect(i18n.t('signIn.button')).toBe('دخول');
  await vi.waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
});

it('C14: gives a locale up after two requests of 10 s', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => {
    expect(time).toBe(10_000);
    return AbortSignal.abort(new DOMException('late', 'TimeoutError'));
  });
  const requested = answerRequests((_nth, signal) => Promise.reject(signal.reason as Error));
  const i18n = await startI18n(german);
  timeout.mockRestore();
  expect(requested).toHaveLength(2);
  expect(i18n.t('signIn.button')).toBe('Sign in');
});
