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

/** The keys behind a stub, and the reasons that were logged for having none. */
function keysOf({ url }: Stub) {
  const reasons: unknown[] = [];
  return {
    reasons,
    keys: createSigningKeys(url, (_level, _event, fields) => reasons.push(fields?.['reason'])),
  };
}

test('a key document that never ends is dropped once it is longer than the limit', async () => {
  let sent = 0;
  stub = await startStub((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const chunk = Buffer.alloc(65_536, ' ');
    const send = () => {
      if (response.destroyed) return;
      sent += chunk.length;
      response.write(chunk, send);
    };
    send();
  });
  const { keys, reasons } = keysOf(stub);
  expect(await keys.ready()).toBe(false);
  expect(reasons).toEqual(['response too long']);
  // The limit is 256 KiB; the sockets between hold a few MB more.
  expect(sent).toBeLessThan(20_000_000);
});

test('a key document just below the limit is read, however it is cut into pieces', async () => {
  entra = await startTestEntra();
  const { publicJwk } = entra;
  stub = await startStub((_request, response) =>
    sendJson(response, { keys: [publicJwk], x: 'é'.repeat(120_000) }),
  );
  const { keys } = keysOf(stub);
  expect(await keys.ready()).toBe(true);
  expect(await keys.find('key-1')).toBeDefined();
});
