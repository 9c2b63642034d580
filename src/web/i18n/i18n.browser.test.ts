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

/** The browser's own requests, answered here: nothing else can make one hang. */
function answer(how: (asked: number, signal: AbortSignal) => Promise<Response>) {
  const asked: string[] = [];
  globalThis.fetch = ((url: string, { signal }: { signal: AbortSignal }) =>
    how(asked.push(url), signal)) as typeof fetch;
  return asked;
}

it('C14: English needs no request', async () => {
  const asked = answer(async () => Response.error());
  const i18n = await startI18n({ preferred: 'en-GB' });
  expect(i18n.t('signIn.button')).toBe('Sign in');
  expect(asked).toEqual([]);
  expect(document.documentElement.lang).toBe('en');
});

it.each([
  ['404', async () => new Response('nothing here', { status: 404 })],
  ['no JSON', async () => new Response('<!doctype html>')],
  ['no object', async () => new Response('[]')],
  ['null', async () => new Response('null')],
])('C14: a locale that is answered with %s: English, after one request', async (_what, how) => {
  const asked = answer(how);
  const i18n = await startI18n(german);
  expect(i18n.t('signIn.button')).toBe('Sign in');
  expect(asked).toEqual(['/locales/de.json']);
});

it('C14: a locale whose request fails is asked for once more; words that it lacks are English', async () => {
  const asked = answer(async (nth) => {
    if (nth === 1) throw new TypeError('Failed to fetch');
    return Response.json({ signIn: { button: 'Anmelden' } });
  });
  const i18n = await startI18n(german);
  expect(asked).toHaveLength(2);
  expect([i18n.t('signIn.button'), i18n.t('hangUp')]).toEqual(['Anmelden', 'Hang up']);
  expect(document.documentElement.lang).toBe('de');
});

it('C14: a locale that hangs holds the page up for 2 s at most, and shows when it comes', async () => {
  vi.useFakeTimers();
  let come = (_response: Response) => {};
  answer(() => new Promise((resolve) => (come = resolve)));
  const starting = startI18n({ ...german, preferred: 'ar' });
  await vi.advanceTimersByTimeAsync(2_000);
  const i18n = await starting;
  expect(i18n.t('signIn.button')).toBe('Sign in');
  const changed = new Promise((resolve) => i18n.on('languageChanged', resolve));
  come(Response.json({ signIn: { button: 'دخول' } }));
  await changed;
  expect(i18n.t('signIn.button')).toBe('دخول');
  await vi.waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
});

it('C14: a request for a locale is given up after 10 s, twice', async () => {
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => {
    expect(time).toBe(10_000);
    return AbortSignal.abort(new DOMException('late', 'TimeoutError'));
  });
  const asked = answer((_nth, signal) => Promise.reject(signal.reason as Error));
  const i18n = await startI18n(german);
  timeout.mockRestore();
  expect(asked).toHaveLength(2);
  expect(i18n.t('signIn.button')).toBe('Sign in');
});
