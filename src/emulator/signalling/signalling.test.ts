import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPerson } from '../testing/directory.ts';
import { createSdp } from '../testing/sdp.ts';
import { defaultState, createStartCommand, startSignalling, TestClient } from '../testing/testClient.ts';

const [alice, bob] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid ?? '') as [
  string,
  string,
];

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling({ timing: { helloTimeoutMs: 200, tokenRequestLeadMs: 300 } });
});
afterEach(() => server.stop());

// A token of these tests is a user's object id, or the object id and the lifetime of the token in milliseconds.

/** Opens a socket, without sending a frame. */
const openSocket = async (origin?: string) => {
  const client = new TestClient(server.url, origin);
  await new Promise((resolve) => client.socket.once('open', resolve));
  return client;
};

test.each(['http://evil.example', 'null', 'https://localhost', 'http://localhost.evil.example'])(
  'the server answers 403 to a page of the origin %s, and opens no socket',
  async (origin) => {
    const client = new TestClient(server.url, origin);
    const status = await new Promise((resolve) =>
      client.socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode)),
    );
    expect(status).toBe(403);
  },
);

test.each([
  ['a forged token', { t: 'hello', token: 'forged' }],
  ['another frame before hello', { t: 'ping', got: 0 }],
])('the server closes a socket with 4401 after %s', async (_, frame) => {
  const client = await openSocket();
  client.sendFrame(frame as never);
  expect(await client.closeCode).toBe(4401);
  expect(server.readCounts().endpoints).toBe(0);
});

test('the server closes a socket with 4401 if no hello comes in time', async () => {
  expect(await (await openSocket()).closeCode).toBe(4401);
});

test('the server closes a socket with 1009 after a frame of more than 64 KiB', async () => {
  const client = await TestClient.connect(server.url, alice);
  client.socket.send('x'.repeat(64 * 1024 + 1));
  expect(await client.closeCode).toBe(1009);
});

test('the server closes a socket with 1008 after a flood of frames, and meanwhile still answers other sockets', async () => {
  const [flooder, other] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  for (let i = 0; i < 5_000; i++) flooder.sendFrame({ t: 'ping', got: 0 });
  other.sendFrame({ t: 'ping', got: 0 });
  await other.waitFor(({ frames }) => frames.find(({ t }) => t === 'pong'));
  expect(await flooder.closeCode).toBe(1008);
  expect(other.socket.readyState).toBe(other.socket.OPEN);
});

test.each([
  ['a frame that is not JSON', '{'],
  ['an unknown frame', '{"t":"sudo"}'],
  ['an unknown property', '{"t":"ping","got":0,"extra":1}'],
])('the server closes a socket with 1007 after %s', async (_, text) => {
  const client = await TestClient.connect(server.url, alice);
  client.socket.send(text);
  expect(await client.closeCode).toBe(1007);
});

const sdp = createSdp('a=mid:0');

test('the server relays a complete session description to an endpoint that rings', async () => {
  const [aliceClient, bobClient] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  const { command, call, to } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  const signal = { description: { type: 'offer' as const, sdp } };
  aliceClient.sendCommand({ t: 'signal', call, to: to[0]?.participant ?? '', signal });
  expect((await bobClient.waitForEvent('signal')).signal).toEqual(signal);
});

test.each([
  ['no session part', sdp.slice(sdp.indexOf('m='))],
  ['bare line feeds', sdp.replaceAll('\r\n', '\n')],
  ['no fingerprint', sdp.replace(/a=fingerprint.*\r\n/, '')],
  ['a line without a type', sdp.replace('s=-', 'hello')],
  ['a null character', sdp.replace('s=-', 's=\0')],
])('the server does not relay a session description with %s', async (_, invalidSdp) => {
  const [aliceClient, bobClient] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  const { command, call, to } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  await bobClient.waitForEvent('incoming');
  const signal = { description: { type: 'offer' as const, sdp: invalidSdp } };
  aliceClient.sendCommand({ t: 'signal', call, to: to[0]?.participant ?? '', signal });
  expect(await aliceClient.closeCode).toBe(1007);
  expect(bobClient.events.some(({ t }) => t === 'signal')).toBe(false);
});

test('the server asks for a token before the old one expires, and a new token keeps the socket open', async () => {
  const aliceClient = await TestClient.connect(server.url, `${alice} 500`);
  await aliceClient.waitFor(({ frames }) => frames.find(({ t }) => t === 'token-due'));
  aliceClient.sendFrame({ t: 'token', token: `${alice} 60000` });
  await aliceClient.waitFor(({ frames }) => frames.find(({ t }) => t === 'accepted-token'));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(aliceClient.socket.readyState).toBe(aliceClient.socket.OPEN);
});

test('when a client keeps sending the same token, the server asks only a few more times before it closes the socket', async () => {
  const aliceClient = await TestClient.connect(server.url, `${alice} 1000`);
  const countRequests = () => aliceClient.frames.filter(({ t }) => t === 'token-due').length;
  const expiresAt = Date.now() + 1_000;
  let answeredCount = 0;
  // Answers each request with a token that expires at the same time as the first one.
  const answerTimer = setInterval(() => {
    const remainingMs = expiresAt - Date.now();
    if (countRequests() > answeredCount)
      aliceClient.sendFrame({ t: 'token', token: `${alice} ${remainingMs}` });
    answeredCount = countRequests();
  }, 5);
  expect(await aliceClient.closeCode).toBe(4401);
  clearInterval(answerTimer);
  expect(countRequests()).toBeGreaterThan(1);
  expect(countRequests()).toBeLessThan(12);
});

test('the server closes a socket with 4401 when the client’s token expires, or when the client sends another user’s token', async () => {
  const expiringClient = await TestClient.connect(server.url, `${alice} 100`);
  expect(await expiringClient.closeCode).toBe(4401);
  const aliceClient = await TestClient.connect(server.url, alice);
  aliceClient.sendFrame({ t: 'token', token: bob });
  expect(await aliceClient.closeCode).toBe(4401);
});

test('a client of another user cannot resume an endpoint', async () => {
  const aliceClient = await TestClient.connect(server.url, alice);
  const { endpoint, secret } = aliceClient.welcome as { endpoint: string; secret: string };
  const bobClient = await TestClient.connect(server.url, bob, { endpoint, secret, got: 0 });
  expect(bobClient.welcome).toMatchObject({ resumed: false, id: `8:orgid:${bob}` });
});

test('the server removes an endpoint as soon as its client says bye', async () => {
  const aliceClient = await TestClient.connect(server.url, alice);
  aliceClient.sendFrame({ t: 'bye' });
  await aliceClient.closeCode;
  expect(server.readCounts().endpoints).toBe(0);
});

test('the server refuses to start a second call with the same id', async () => {
  const aliceClient = await TestClient.connect(server.url, alice);
  await TestClient.connect(server.url, bob);
  const { command } = createStartCommand(bob);
  aliceClient.sendCommand(command);
  aliceClient.sendCommand({ ...command, state: defaultState });
  expect((await aliceClient.waitForEvent('refused')).why).toBe('call exists');
});
