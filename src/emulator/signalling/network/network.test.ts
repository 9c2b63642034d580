import { afterEach, beforeEach, expect, test } from 'vitest';
import { createConditions, type ConditionStore } from '../../core/conditionStore.ts';
import { findPerson } from '../../core/seed.ts';
import { sdpWith } from '../../testing/sdp.ts';
import { defaultState, newCallTo, startSignalling, TestClient } from '../../testing/testClient.ts';

const [alice = '', bob = ''] = ['alice', 'bob'].map((name) => findPerson(`${name}@fabrikam.example`)?.oid);

let server: Awaited<ReturnType<typeof startSignalling>>;
let conditions: ConditionStore;
beforeEach(async () => {
  conditions = createConditions();
  server = await startSignalling({ conditions, timing: { silenceMs: 60_000 } });
});
afterEach(() => server.stop());

const connectAs = (oid: string) => TestClient.connect(server.url, oid);
const pongs = ({ frames }: TestClient) => frames.filter(({ t }) => t === 'pong').length;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

const sdp = sdpWith('a=candidate:1 1 udp 2122 192.168.2.1 5000 typ host');
const offer = { description: { type: 'offer' as const, sdp } };
const candidate = {
  candidate: {
    candidate: 'candidate:1 1 udp 2122 192.168.2.1 5000 typ host',
    sdpMid: '0',
    sdpMLineIndex: 0,
    usernameFragment: null,
  },
};

async function talking() {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  const { command, call, to } = newCallTo(bob);
  a.command(command);
  await b.event('incoming');
  b.command({ t: 'accept', call, state: defaultState });
  await a.event('participant', ({ entry }) => entry.presence === 'Joined');
  return { a, b, call, self: command.self, other: to[0]?.participant ?? '' };
}

test('frames are delayed as the condition says, in both directions, in order, and for its user only', async () => {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  conditions.set({ delaySignallingMs: 200 }, alice);
  const before = performance.now();
  a.send({ t: 'ping', got: 0 });
  b.send({ t: 'ping', got: 0 });
  await b.wait(() => pongs(b) || undefined);
  expect(pongs(a)).toBe(0);
  await a.wait(() => pongs(a) || undefined);
  expect(performance.now() - before).toBeGreaterThanOrEqual(395);
});

test('a silent socket stays open, and delivers everything when the condition ends', async () => {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  conditions.set({ silentSignalling: true }, bob);
  const { command } = newCallTo(bob);
  a.command(command);
  b.send({ t: 'ping', got: 0 });
  await a.event('participant', ({ entry }) => entry.presence === 'Ringing');
  await pause(200);
  expect(b.frames.filter(({ t }) => t !== 'welcome')).toEqual([]);
  expect(b.socket.readyState).toBe(1);
  conditions.set({ silentSignalling: null }, bob);
  await b.event('incoming');
  expect(pongs(b)).toBe(1);
});

test('new sockets are refused with the code of the condition', async () => {
  conditions.set({ refuseSignalling: 4321 });
  const client = new TestClient(server.url);
  await new Promise((done) => client.socket.once('open', done));
  client.send({ t: 'hello', token: alice });
  expect(await client.closed).toBe(4321);
  expect(server.counts().endpoints).toBe(0);
});

test('media refused: descriptions are dropped in both directions', async () => {
  const { a, b, call, self, other } = await talking();
  conditions.set({ media: 'refused' }, bob);
  a.command({ t: 'signal', call, to: other, signal: offer });
  a.command({ t: 'signal', call, to: other, signal: candidate });
  b.command({ t: 'signal', call, to: self, signal: offer });
  b.command({ t: 'state', call, state: defaultState });
  await b.event('signal');
  await a.event('participant', ({ entry }) => entry.participant === other && !entry.offers);
  expect(b.events.filter(({ t }) => t === 'signal')).toMatchObject([{ signal: candidate }]);
  expect(a.events.filter(({ t }) => t === 'signal')).toEqual([]);
});

test('media lost: no candidate gets through, and both pages of an existing call are told', async () => {
  const { a, b, call, self, other } = await talking();
  conditions.set({ media: 'lost' }, bob);
  expect(await a.event('media')).toMatchObject({ participant: other, lost: true });
  expect(await b.event('media')).toMatchObject({ participant: self, lost: true });
  a.command({ t: 'signal', call, to: other, signal: candidate });
  a.command({ t: 'signal', call, to: other, signal: offer });
  const { signal } = await b.event('signal');
  expect(signal).toEqual({ description: { type: 'offer', sdp: sdp.replace(/a=candidate.*\r\n/, '') } });
  conditions.reset();
  await a.event('media', ({ lost }) => !lost);
});

test('media stays lost until both sides have it back', async () => {
  const { a, self, other } = await talking();
  conditions.set({ media: 'lost' }, alice);
  conditions.set({ media: 'lost' }, bob);
  conditions.set({ media: null }, alice);
  const news = () => a.events.filter((event) => event.t === 'media');
  await a.wait(() => (news().length === 3 ? true : undefined));
  expect(news().map(({ lost, participant }) => [participant, lost])).toEqual([
    [other, true],
    [other, true],
    [other, true],
  ]);
  expect(self).not.toBe(other);
});

test('the next call gets the answer of the condition, whoever the callee is, and the call after it does not', async () => {
  const [a, b] = [await connectAs(alice), await connectAs(bob)];
  conditions.set({ refuseCalls: { code: 603, subCode: 0, afterMs: 50, times: 1 } }, alice);
  const [one, two] = [newCallTo(bob), newCallTo(bob)];
  a.command(one.command);
  await a.event('participant', ({ entry }) => entry.presence === 'Ringing');
  expect((await a.event('ended')).end).toEqual({ code: 603, subCode: 0 });
  a.command(two.command);
  expect((await b.event('incoming')).call).toBe(two.call);
});
