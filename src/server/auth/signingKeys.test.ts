import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startTestEntra, type TestEntra } from '../fixtures/entra.ts';
import { createEndlessAnswer, sendJson } from '../fixtures/stub.ts';
import { createSigningKeys, type SigningKeys } from './signingKeys.ts';

let entra: TestEntra;
/** A cache of the keys that the test Entra publishes, and why its fetches failed. */
let keys: SigningKeys;
const reasons: unknown[] = [];
beforeEach(async () => {
  entra = await startTestEntra();
  reasons.length = 0;
  keys = createSigningKeys(entra.keyServer.url, (_level, _event, fields) => reasons.push(fields?.['reason']));
});
afterEach(() => entra.close());
const skipTime = (milliseconds: number) =>
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + milliseconds });
/** Looks for a key. @returns `found`, or the code of the error and whether it has a Retry-After */
const find = (kid: string): Promise<string> =>
  Promise.resolve()
    .then(() => keys.findKey(kid))
    .then(
      () => 'found',
      (error: { code: string; headers?: Record<string, string> }) =>
        `${error.code} ${Number(error.headers?.['retry-after']) > 0}`,
    );
const unknownKey = 'ERR_JWKS_NO_MATCHING_KEY false';
const notAsked = 'keys_unavailable true';

test('the cache stops reading an endless list of keys as soon as the list is longer than the limit', async () => {
  const { answer, state } = createEndlessAnswer(Buffer.alloc(65_536, ' '));
  entra.keyServer.answer = (_request, response) => answer(response);
  expect(await keys.isReady()).toBe(false);
  expect(reasons).toEqual(['response too long']);
  // The limit is 256 KiB. The buffers of the sockets may contain a few MB more.
  expect(state.sentBytes).toBeLessThan(20_000_000);
});

test('the cache reads a list of keys just below the limit, although a chunk may end inside a character', async () => {
  entra.keyServer.answer = (_request, response) =>
    sendJson(response, { keys: [entra.publicJwk], x: 'é'.repeat(120_000) });
  expect([await keys.isReady(), await find('key-1')]).toEqual([true, 'found']);
});

test('after a rotation just after a fetch, the cache fetches the new key at once, and no longer has the old one', async () => {
  expect(await keys.isReady()).toBe(true);
  await entra.rotate('key-2');
  expect([await find('key-2'), await find('key-1')]).toEqual(['found', unknownKey]);
});

test('the cache refuses a key id that the endpoint does not have, and asks the endpoint for unknown ids once in 30 s', async () => {
  expect(await keys.isReady()).toBe(true);
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => find('unknown')));
  expect(new Set(answers)).toEqual(new Set([unknownKey]));
  // Within the pause of 30 s the endpoint is not asked again. Entra publishes a key long before it signs with it.
  await entra.rotate('key-2');
  expect(await find('key-2')).toBe(unknownKey);
  expect(entra.keyServer.requests).toHaveLength(2);
  expect(await find('unknown')).toBe(unknownKey);
  skipTime(31_000);
  expect(await find('key-2')).toBe('found');
});

test('while the endpoint fails, the cache keeps its keys, even a day later, and does not judge an unknown key id', async () => {
  expect(await keys.isReady()).toBe(true);
  entra.keyServer.answer = (_request, response) => response.writeHead(500).end();
  expect(await find('key-2')).toBe(notAsked);
  skipTime(86_400_000);
  expect(await find('key-1')).toBe('found');
});

test.each<[string, TestEntra['keyServer']['answer']]>([
  ['an error', (_request, response) => response.writeHead(500).end()],
  ['a redirect', (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
  ['HTML', (_request, response) => response.end('<html>')],
  ['no keys', (_request, response) => response.end('{"keys":[]}')],
  [
    'a symmetric key',
    (_request, response) => response.end('{"keys":[{"kty":"oct","kid":"key-1","k":"AAAA"}]}'),
  ],
])('the cache answers 503, and judges no key id, if the endpoint has returned only %s', async (_, answer) => {
  entra.keyServer.answer = answer;
  expect([await find('key-1'), await keys.isReady()]).toEqual([notAsked, false]);
});
