import { afterEach, expect, it, vi } from 'vitest';
import { createLanguages } from './languages.ts';

afterEach(() => {
  document.documentElement.lang = 'en';
  document.documentElement.dir = 'ltr';
});

const files = {
  first: { de: '/de-first.json', ar: '/ar-first.json' },
  rest: { de: '/de-rest.json', ar: '/ar-rest.json' },
};

/** Replaces `fetch`. @param answer gets the number of the request, which counts from 1. @returns the requested URLs */
function answerRequests(answer: (requestNumber: number, url: string) => Promise<Response>) {
  const requestedUrls: string[] = [];
  vi.stubGlobal('fetch', (url: string) => answer(requestedUrls.push(url), url));
  return requestedUrls;
}

/** Lets every request find no words, but delays the answer to one URL. @returns the function that answers it */
function delayAnswer(delayedUrl: string): (words: object) => void {
  let respond = (_response: Response) => {};
  const delayed = new Promise<Response>((resolve) => (respond = resolve));
  answerRequests(async (_requestNumber, url) => (url === delayedUrl ? delayed : Response.json({})));
  return (words) => respond(Response.json(words));
}

it('C14: makes no request for English', async () => {
  const requestedUrls = answerRequests(async () => Response.error());
  const { i18n, start, loadRest } = createLanguages(files);
  await start('en');
  await loadRest();
  expect(i18n.t('signIn.button')).toBe('Sign in');
  expect(requestedUrls).toEqual([]);
  expect(document.documentElement.lang).toBe('en');
});

it.each([
  ['404', 1, async () => new Response('nothing here', { status: 404 })],
  ['text that is not JSON', 1, async () => new Response('<!doctype html>')],
  ['null', 1, async () => new Response('null')],
  ['a network failure', 2, () => Promise.reject(new TypeError('Failed to fetch'))],
])('C14: stays in English after %s, with %i requests', async (_answerName, count, answer) => {
  const requestedUrls = answerRequests(answer);
  const { i18n, start } = createLanguages(files);
  await start('de');
  expect(i18n.t('signIn.button')).toBe('Sign in');
  expect(requestedUrls).toHaveLength(count);
  expect(document.documentElement.lang).toBe('en');
});

it('C14: requests a locale again after a network failure, and shows its missing texts in English', async () => {
  answerRequests(async (requestNumber) => {
    if (requestNumber === 1) throw new TypeError('Failed to fetch');
    return Response.json({ signIn: { button: 'Anmelden' } });
  });
  const { i18n, start } = createLanguages(files);
  await start('de');
  expect([i18n.t('signIn.button'), i18n.t('hangUp')]).toEqual(['Anmelden', 'Hang up']);
  expect(document.documentElement.lang).toBe('de');
});

it('C14: waits at most 2 s for a slow locale, and shows it when it arrives', async () => {
  vi.useFakeTimers();
  const answer = delayAnswer(files.first.ar);
  const { i18n, start } = createLanguages(files);
  const starting = start('ar');
  await vi.advanceTimersByTimeAsync(2_000);
  await starting;
  expect(i18n.t('signIn.button')).toBe('Sign in');
  answer({ signIn: { button: 'دخول' } });
  await vi.waitFor(() => expect(i18n.t('signIn.button')).toBe('دخول'));
  await vi.waitFor(() => expect(document.documentElement.dir).toBe('rtl'));
});

it('C14: shows the signed-in part in English until the rest of a slow locale arrives', async () => {
  vi.useFakeTimers();
  const answer = delayAnswer(files.rest.de);
  const { i18n, start, loadRest } = createLanguages(files);
  await start('de');
  const loading = loadRest();
  await vi.advanceTimersByTimeAsync(2_000);
  await loading;
  expect(i18n.language).toBe('de');
  const languageChange = new Promise((resolve) => i18n.on('languageChanged', resolve));
  answer({ hold: { on: 'Halten' } });
  await languageChange;
  expect(i18n.t('hold.on')).toBe('Halten');
});

it('loads both parts of a language that the user chooses after the sign-in, and stores the choice', async () => {
  const requestedUrls = answerRequests(async () => Response.json({ hangUp: 'إنهاء' }));
  const { i18n, start, loadRest, choose } = createLanguages(files);
  await start('en');
  await loadRest();
  expect(await choose('ar')).toBe(true);
  expect(requestedUrls).toEqual(['/ar-first.json', '/ar-rest.json']);
  expect(i18n.t('hangUp')).toBe('إنهاء');
  expect([document.documentElement.lang, document.documentElement.dir]).toEqual(['ar', 'rtl']);
  const nextPage = createLanguages(files);
  await nextPage.start();
  expect(nextPage.i18n.language).toBe('ar');
});

it('keeps the language when the words of the chosen language cannot be loaded, and loads them at the next choice', async () => {
  let status = 404;
  answerRequests(async () => Response.json({}, { status }));
  const { i18n, start, choose } = createLanguages(files);
  await start('en');
  expect(await choose('de')).toBe(false);
  expect([i18n.language, localStorage.length]).toEqual(['en', 0]);
  status = 200;
  expect(await choose('de')).toBe(true);
  expect(i18n.language).toBe('de');
});

it('shows the last of two languages that the user chooses quickly, even if its words arrive first', async () => {
  const answerGerman = delayAnswer(files.first.de);
  const { i18n, start, choose } = createLanguages(files);
  await start('en');
  const choosingGerman = choose('de');
  await choose('ar');
  answerGerman({});
  await choosingGerman;
  expect(i18n.language).toBe('ar');
  expect(localStorage.getItem('switchboard.kept.language')).toBe('"ar"');
});
