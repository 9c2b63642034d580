import { afterEach, expect, test } from 'vitest';
import { startTestEntra, type TestEntra } from '../fixtures/entra.ts';
import { sendJson, startStub, type Stub } from '../fixtures/stub.ts';
import { createSigningKeys } from './signingKeys.ts';

let stub: Stub | null = null;
let entra: TestEntra | null = null;
afterEach(async () => {
  await Promise.all([stub?.close(), entra?.close()]);
  stub = null;
  entra = null;
});

/** Creates a cache of the keys that a stub publishes. @returns the cache, and the logged reasons of failed fetches. */
function createTestKeys({ url }: Stub) {
  const reasons: unknown[] = [];
  return {
    reasons,
    keys: createSigningKeys(url, (_level, _event, fields) => reasons.push(fields?.['reason'])),
  };
}

test('the cache stops reading an endless list of keys as soon as the list is longer than the limit', async () => {
  let sentBytes = 0;
  stub = await startStub((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(65_536, ' ');
    const sendChunk = () => {
      if (response.destroyed) return;
      sentBytes += chunk.length;
      response.write(chunk, sendChunk);
    };
    sendChunk();
  });
  const { keys, reasons } = createTestKeys(stub);
  expect(await keys.isReady()).toBe(false);
  expect(reasons).toEqual(['response too long']);
  // The limit is 256 KiB. The buffers of the sockets may contain a few MB more.
  expect(sentBytes).toBeLessThan(20_000_000);
});

test('the cache reads a list of keys just below the limit, although a chunk may end inside a character', async () => {
  entra = await startTestEntra();
  const { publicJwk } = entra;
  stub = await startStub((_request, response) =>
    sendJson(response, { keys: [publicJwk], x: 'é'.repeat(120_000) }),
  );
  const { keys } = createTestKeys(stub);
  expect(await keys.isReady()).toBe(true);
  expect(await keys.findKey('key-1')).toBeDefined();
});

test('after a rotation just after a fetch, the cache fetches the new key at once', async () => {
  entra = await startTestEntra();
  const { keys } = createTestKeys(entra.keyServer);
  expect(await keys.isReady()).toBe(true);
  await entra.rotate('key-2');
  expect(await keys.findKey('key-2')).toBeDefined();
});

test('the cache refuses a key id that the endpoint does not have, and does not judge one that it could not ask for', async () => {
  entra = await startTestEntra();
  const { keys } = createTestKeys(entra.keyServer);
  expect(await keys.isReady()).toBe(true);
  const readCode = (kid: string) =>
    Promise.resolve(keys.findKey(kid)).then(
      () => 'found',
      (error: { code: string; headers?: Record<string, string> }) =>
        `${error.code} ${Number(error.headers?.['retry-after']) > 0}`,
    );
  for (let attempt = 0; attempt < 3; attempt += 1)
    expect(await readCode('unknown')).toBe('ERR_JWKS_NO_MATCHING_KEY false');
  // Within the pause the endpoint is not asked again.
  await entra.rotate('key-2');
  expect(await readCode('key-2')).toBe('keys_unavailable true');
  expect(entra.keyServer.requests).toHaveLength(2);
  expect(await readCode('unknown')).toBe('ERR_JWKS_NO_MATCHING_KEY false');
});

test('the cache does not judge an unknown key id while the endpoint fails', async () => {
  entra = await startTestEntra();
  const { keys } = createTestKeys(entra.keyServer);
  expect(await keys.isReady()).toBe(true);
  entra.keyServer.answer = (_request, response) => response.writeHead(500).end();
  await expect(Promise.resolve(keys.findKey('key-2'))).rejects.toMatchObject({ status: 503 });
});
