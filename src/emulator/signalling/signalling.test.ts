import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { largestOffer } from '../testing/sdp.ts';
import type { Command } from '../wire/protocol.ts';
import { defaultState, oidOf, setUpSignalling, TestClient } from '../testing/testClient.ts';

// Tests of the sockets: who may connect, which frames the server takes, and what one client can use.

const { server, connect, connectCall, openSocket } = setUpSignalling({
  timing: { helloTimeoutMs: 200, tokenRequestLeadMs: 300, lostSocketGraceMs: 100 },
});
const [alice, bob] = [oidOf('alice'), oidOf('bob')];

// A token of these tests is a user's object id, or the object id and the lifetime of the token in milliseconds.

test('the server answers 403 to a page of a foreign origin, and opens no socket', async () => {
  const { socket } = new TestClient(server().url, 'http://localhost.evil.example');
  const status = await new Promise((resolve) =>
    socket.once('unexpected-response', (_, { statusCode }) => resolve(statusCode)),
  );
  expect(status).toBe(403);
});

test.each([
  ['a forged token', { t: 'hello', token: 'forged' }],
  ['another frame before hello', { t: 'ping', got: 0 }],
  ['no frame in time', undefined],
])('the server closes a socket with 4401 after %s', async (_, frame) => {
  const client = await openSocket();
  if (frame) client.sendFrame(frame as never);
  expect(await client.closeCode).toBe(4401);
  expect(server().readCounts().endpoints).toBe(0);
});

const id = randomUUID();
const createFrame = (command: Command) => JSON.stringify({ t: 'command', n: 1, command });
const wrongName = createFrame({ t: 'ask', call: id, ref: id, feature: '__proto__', what: {} });
const description = { type: 'offer', sdp: 'hello' } as const;
const wrongDescription = createFrame({ t: 'signal', call: id, to: id, signal: { description } });

test.each([
  ['a frame of more than 64 KiB', 'x'.repeat(64 * 1024 + 1), 1009],
  ['a frame that is not JSON', '{', 1007],
  ['an unknown frame', '{"t":"sudo"}', 1007],
  ['an unknown property', '{"t":"ping","got":0,"extra":1}', 1007],
  ['a malformed feature name', wrongName, 1007],
  ['a malformed session description', wrongDescription, 1007],
])('after %s, the server closes the socket', async (_, text, code) => {
  const [client] = await connect('alice');
  client.socket.send(text);
  expect(await client.closeCode).toBe(code);
});

test.each(['text', 'ping', 'pong'] as const)(
  'the server closes a socket with 1008 after a flood of %s frames, and meanwhile still answers other sockets',
  async (kind) => {
    const [flooder, other] = await connect('alice', 'bob');
    for (let count = 0; count < 5_000; count++)
      if (kind === 'text') flooder.sendFrame({ t: 'ping', got: 0 });
      else flooder.socket[kind]();
    await other.ping();
    expect(await flooder.closeCode).toBe(1008);
    expect(other.socket.readyState).toBe(other.socket.OPEN);
  },
);

test('the server disconnects a client that ignores the close code 1008 and goes on flooding', async () => {
  const [flooder] = await connect('alice');
  const flood = setInterval(() => {
    for (let count = 0; count < 1_000; count++) flooder.socket.ping();
  }, 10);
  // A paused socket does not answer the close frame of the server.
  flooder.socket.pause();
  await expect.poll(() => server().readCounts().endpoints).toBe(0);
  clearInterval(flood);
  flooder.socket.terminate();
});

test('the server asks for a token before the old one expires, and a new token keeps the socket open', async () => {
  const client = await TestClient.connect(server().url, `${alice} 500`);
  await client.waitFor(({ frames }) => frames.find(({ t }) => t === 'token-due'));
  client.sendFrame({ t: 'token', token: `${alice} 60000` });
  await client.waitFor(({ frames }) => frames.find(({ t }) => t === 'accepted-token'));
  await sleep(400);
  expect(client.socket.readyState).toBe(client.socket.OPEN);
});

test('when a client keeps sending the same token, the server asks only a few more times before it closes the socket', async () => {
  const client = await TestClient.connect(server().url, `${alice} 1000`);
  const countRequests = () => client.frames.filter(({ t }) => t === 'token-due').length;
  const expiresAt = Date.now() + 1_000;
  let answeredCount = 0;
  // Answers each request with a token that expires at the same time as the first one.
  const answerTimer = setInterval(() => {
    const remainingMs = expiresAt - Date.now();
    if (countRequests() > answeredCount) client.sendFrame({ t: 'token', token: `${alice} ${remainingMs}` });
    answeredCount = countRequests();
  }, 5);
  expect(await client.closeCode).toBe(4401);
  clearInterval(answerTimer);
  expect(countRequests()).toBeGreaterThan(1);
  expect(countRequests()).toBeLessThan(12);
});

test('the server closes a socket with 4401 when the client’s token expires, or when the client sends another user’s token', async () => {
  const expiringClient = await TestClient.connect(server().url, `${alice} 100`);
  expect(await expiringClient.closeCode).toBe(4401);
  const [client] = await connect('alice');
  client.sendFrame({ t: 'token', token: bob });
  expect(await client.closeCode).toBe(4401);
});

test('a client of another user cannot resume an endpoint', async () => {
  const [{ welcome }] = await connect('alice');
  const { endpoint, secret } = welcome;
  const bobClient = await TestClient.connect(server().url, bob, { endpoint, secret, got: 0 });
  expect(bobClient.welcome).toMatchObject({ resumed: false, id: `8:orgid:${bob}` });
});

test('some time after a page has crashed, the call ends for the other participant with 0/4521', async () => {
  const call = await connectCall();
  call.bob.socket.terminate();
  expect(await call.alice.waitForEnd()).toBe('0/4521');
});

test('a page whose socket returns soon is still in its call, gets the events that it missed, and no command runs twice', async () => {
  const { alice: aliceClient, bob: bobClient, call } = await connectCall();
  await bobClient.waitForEvent('participant');
  const { endpoint, secret } = bobClient.welcome;
  bobClient.socket.terminate();
  aliceClient.sendCommand({ t: 'state', call, state: { ...defaultState, hold: true } });
  const resume = { endpoint, secret, got: bobClient.events.length };
  const resumed = await TestClient.connect(server().url, bob, resume);
  const holdEvent = await resumed.waitForEvent('participant', ({ entry }) => entry.state.hold);
  expect(holdEvent.call).toBe(call);
  expect(server().readCounts()).toEqual({ endpoints: 2, calls: 1 });
  // Bob's page has sent one command, by which it accepted. Its number says that this hang-up was sent before, too.
  expect(resumed.welcome.got).toBe(1);
  resumed.sendFrame({ t: 'command', n: 1, command: { t: 'leave', call, everyone: false } });
  await resumed.ping();
  expect(server().readCounts().calls).toBe(1);
});

test('the server disconnects a client that does not read its socket, even if the client acknowledges all events', async () => {
  const { alice: aliceClient, bob: bobClient, call, bobId } = await connectCall();
  bobClient.socket.pause();
  for (let count = 0; count < 500; count++) {
    aliceClient.sendCommand({ t: 'signal', call, to: bobId, signal: largestOffer });
    if (count % 10 > 0) continue;
    // Bob acknowledges events so often that the server does not disconnect him for unacknowledged events.
    bobClient.sendFrame({ t: 'ping', got: 1_000_000 });
    await sleep(2);
  }
  // The feature `diagnostics` tells Alice that the server has lost Bob's socket. 3 is the quality `Bad`.
  await aliceClient.waitForEvent(
    'said',
    ({ feature, what }) => feature === 'diagnostics' && (what as { value: number }).value === 3,
  );
  bobClient.socket.terminate();
});
