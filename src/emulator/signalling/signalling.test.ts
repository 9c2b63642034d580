import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPerson } from '../core/seed.ts';
import { sdpWith } from '../testing/sdp.ts';
import { defaultState, newCallTo, startSignalling, TestClient } from '../testing/testClient.ts';

const [alice, bob] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid ?? '') as [
  string,
  string,
];

let server: Awaited<ReturnType<typeof startSignalling>>;
beforeEach(async () => {
  server = await startSignalling({ timing: { helloMs: 200, tokenDueMs: 300 } });
});
afterEach(() => server.stop());

const open = async (origin?: string) => {
  const client = new TestClient(server.url, origin);
  await new Promise((done) => client.socket.once('open', done));
  return client;
};

test.each(['http://evil.example', 'null', 'https://localhost', 'http://localhost.evil.example'])(
  'a page of origin %s gets 403 and no socket',
  async (origin) => {
    const client = new TestClient(server.url, origin);
    const status = await new Promise((done) =>
      client.socket.once('unexpected-response', (_, { statusCode }) => done(statusCode)),
    );
    expect(status).toBe(403);
  },
);

test.each([
  ['a token that is not ours', { t: 'hello', token: 'forged' }],
  ['anything before hello', { t: 'ping', got: 0 }],
])('%s closes with 4401', async (_, frame) => {
  const client = await open();
  client.send(frame as never);
  expect(await client.closed).toBe(4401);
  expect(server.counts().endpoints).toBe(0);
});

test('a socket that sends no hello is closed with 4401', async () => {
  expect(await (await open()).closed).toBe(4401);
});

test('a frame above 64 KiB closes the socket with 1009', async () => {
  const client = await TestClient.connect(server.url, alice);
  client.socket.send('x'.repeat(64 * 1024 + 1));
  expect(await client.closed).toBe(1009);
});

test('a flood of frames closes the socket with 1008, and other sockets are served meanwhile', async () => {
  const [flooder, other] = [
    await TestClient.connect(server.url, alice),
    await TestClient.connect(server.url, bob),
  ];
  for (let i = 0; i < 5_000; i++) flooder.send({ t: 'ping', got: 0 });
  other.send({ t: 'ping', got: 0 });
  await other.wait(({ frames }) => frames.find(({ t }) => t === 'pong'));
  expect(await flooder.closed).toBe(1008);
  expect(other.socket.readyState).toBe(other.socket.OPEN);
});

test.each([
  ['no JSON', '{'],
  ['an unknown frame', '{"t":"sudo"}'],
  ['an unknown property', '{"t":"ping","got":0,"extra":1}'],
])('%s closes with 1007', async (_, text) => {
  const client = await TestClient.connect(server.url, alice);
  client.socket.send(text);
  expect(await client.closed).toBe(1007);
});

const sdp = sdpWith('a=mid:0');

test('a complete session description is relayed to an endpoint that rings', async () => {
  const [a, b] = [await TestClient.connect(server.url, alice), await TestClient.connect(server.url, bob)];
  const { command, call, to } = newCallTo(bob);
  a.command(command);
  const signal = { description: { type: 'offer' as const, sdp } };
  a.command({ t: 'signal', call, to: to[0]?.participant ?? '', signal });
  expect((await b.event('signal')).signal).toEqual(signal);
});

test.each([
  ['no session part', sdp.slice(sdp.indexOf('m='))],
  ['bare line feeds', sdp.replaceAll('\r\n', '\n')],
  ['no fingerprint', sdp.replace(/a=fingerprint.*\r\n/, '')],
  ['a line that is none', sdp.replace('s=-', 'hello')],
  ['a null character', sdp.replace('s=-', 's=\0')],
])('a session description with %s is not relayed', async (_, broken) => {
  const [a, b] = [await TestClient.connect(server.url, alice), await TestClient.connect(server.url, bob)];
  const { command, call, to } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  const signal = { description: { type: 'offer' as const, sdp: broken } };
  a.command({ t: 'signal', call, to: to[0]?.participant ?? '', signal });
  expect(await a.closed).toBe(1007);
  expect(b.events.some(({ t }) => t === 'signal')).toBe(false);
});

test('the server asks for a token before the old one expires, and the new one keeps the socket open', async () => {
  const a = await TestClient.connect(server.url, `${alice} 500`);
  await a.wait(({ frames }) => frames.find(({ t }) => t === 'token-due'));
  a.send({ t: 'token', token: `${alice} 60000` });
  await a.wait(({ frames }) => frames.find(({ t }) => t === 'accepted-token'));
  await new Promise((done) => setTimeout(done, 400));
  expect(a.socket.readyState).toBe(1);
});

test('a client without a newer token is asked a few more times until the socket closes', async () => {
  const a = await TestClient.connect(server.url, `${alice} 1000`);
  const due = () => a.frames.filter(({ t }) => t === 'token-due').length;
  const end = Date.now() + 1_000;
  const sameAgain = setInterval(() => {
    if (due() > answered) a.send({ t: 'token', token: `${alice} ${end - Date.now()}` });
    answered = due();
  }, 5);
  let answered = 0;
  expect(await a.closed).toBe(4401);
  clearInterval(sameAgain);
  expect(due()).toBeGreaterThan(1);
  expect(due()).toBeLessThan(12);
});

test("a token that ends closes with 4401, and so does another person's", async () => {
  const ending = await TestClient.connect(server.url, `${alice} 100`);
  expect(await ending.closed).toBe(4401);
  const mixed = await TestClient.connect(server.url, alice);
  mixed.send({ t: 'token', token: bob });
  expect(await mixed.closed).toBe(4401);
});

test('a socket of another user cannot resume an endpoint', async () => {
  const a = await TestClient.connect(server.url, alice);
  const { endpoint, secret } = a.welcome as { endpoint: string; secret: string };
  const thief = await TestClient.connect(server.url, bob, { endpoint, secret, got: 0 });
  expect(thief.welcome).toMatchObject({ resumed: false, id: `8:orgid:${bob}` });
});

test('a bye removes the endpoint at once', async () => {
  const a = await TestClient.connect(server.url, alice);
  a.send({ t: 'bye' });
  await a.closed;
  expect(server.counts().endpoints).toBe(0);
});

test('a second call with the same id is refused', async () => {
  const a = await TestClient.connect(server.url, alice);
  await TestClient.connect(server.url, bob);
  const { command } = newCallTo(bob);
  a.command(command);
  a.command({ ...command, state: defaultState });
  expect((await a.event('refused')).why).toBe('call exists');
});
