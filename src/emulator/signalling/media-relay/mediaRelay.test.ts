import { createSocket, type RemoteInfo } from 'node:dgram';
import { expect, test, vi } from 'vitest';
import { setUpCommands, type CommandClient } from '../../testing/commandClients.ts';
import { createCandidate, createSdp, describeCandidate } from '../../testing/sdp.ts';
import { oidOf } from '../../testing/testClient.ts';
import type { Signal } from '../../wire/protocol.ts';

const { server, connectCall } = setUpCommands();

const createDescription = (type: 'offer' | 'answer', fragment = 'abcd'): Signal => ({
  description: {
    type,
    sdp: createSdp(`a=${describeCandidate('192.168.2.1')}`).replace('abcd', fragment),
  },
});
const receiveDescription = (client: CommandClient) =>
  vi.waitFor(() => {
    const { signal } = client.lastEvent('signal') ?? {};
    if (!signal || !('description' in signal)) throw new Error('No description has come.');
    return signal.description;
  });
const listCandidates = ({ sdp }: { readonly sdp: string }) => sdp.match(/^a=candidate:.*$/gm) ?? [];
const countReconnects = (client: CommandClient) =>
  client.listEvents('participant').filter(({ entry }) => entry.reconnect).length;

/** A check of ICE (a STUN binding request) with this user name, whose length is a multiple of four. */
const createCheck = (userName: string): Buffer => {
  const header = Buffer.from('000100002112a442000000000000000000000000', 'hex');
  header.writeUInt16BE(4 + userName.length, 2);
  const attribute = Buffer.from([0, 6, 0, userName.length]);
  return Buffer.concat([header, attribute, Buffer.from(userName)]);
};

/** Opens a socket in the place of a browser. @param candidate the only candidate of the other side that the browser knows. */
async function openBrowserSocket(candidate = '') {
  const [, , , , address = '', port] = candidate.split(' ');
  const socket = createSocket('udp4');
  const received: string[] = [];
  socket.on('message', (packet: Buffer, _from: RemoteInfo) => received.push(packet.toString('latin1')));
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  return {
    received,
    send: (packet: Buffer | string) => socket.send(packet, Number(port), address),
    close: () => socket.close(),
  };
}

test('without a network, signals pass unchanged', () => {
  const [alice, bob] = connectCall('alice', 'bob');
  for (const signal of [createDescription('offer'), createCandidate('192.168.2.1')])
    alice.send({ t: 'signal', to: bob.self, signal });
  expect(bob.listEvents('signal').map(({ signal }) => signal)).toEqual([
    createDescription('offer'),
    createCandidate('192.168.2.1'),
  ]);
  expect(bob.lastEvent('signal')).not.toHaveProperty('answerCandidate');
});

test('with a network, each page gets only the candidate of a socket, through which checked packets go both ways', async () => {
  const [alice, bob] = connectCall('alice', 'bob');
  server().conditions.set({ network: { to: { lossPercent: 0 } } }, oidOf('bob'));
  alice.send({ t: 'signal', to: bob.self, signal: createDescription('offer') });
  alice.send({ t: 'signal', to: bob.self, signal: createCandidate('192.168.2.1') });
  const offered = listCandidates(await receiveDescription(bob));
  bob.send({ t: 'signal', to: alice.self, signal: createDescription('answer', 'efg') });
  const answered = listCandidates(await receiveDescription(alice));
  expect([offered.length, answered.length, bob.listEvents('signal').length]).toEqual([1, 1, 1]);
  const [aliceBrowser, bobBrowser, stranger] = await Promise.all(
    [answered[0], offered[0], offered[0]].map(openBrowserSocket),
  );
  // A stranger does not know the user name fragments of ICE.
  stranger?.send(createCheck('wxyz:efg'));
  await vi.waitFor(() => {
    aliceBrowser?.send(createCheck('efg:abcd'));
    bobBrowser?.send(createCheck('abcd:efg'));
    expect(bobBrowser?.received.some((text) => text.includes('efg:abcd'))).toBe(true);
    expect(aliceBrowser?.received.some((text) => text.includes('abcd:efg'))).toBe(true);
  });
  aliceBrowser?.send('media');
  bobBrowser?.send('more media');
  await vi.waitFor(() => {
    expect(bobBrowser?.received.at(-1)).toBe('media');
    expect(aliceBrowser?.received.at(-1)).toBe('more media');
  });
  expect(stranger?.received).toEqual([]);
  for (const socket of [aliceBrowser, bobBrowser, stranger]) socket?.close();
});

// Only Linux has all addresses of 127.0.0.0/8.
test.runIf(process.platform === 'linux')(
  'each page gets a candidate with the address at which it has reached the emulator',
  async () => {
    const [alice, bob] = connectCall('alice', 'bob');
    Object.assign(bob.endpoint, { reachedAt: '::ffff:127.0.0.2' });
    Object.assign(alice.endpoint, { reachedAt: '127.0.0.3' });
    server().conditions.set({ network: { delayMs: 1 } }, oidOf('bob'));
    alice.send({ t: 'signal', to: bob.self, signal: createDescription('offer') });
    expect(listCandidates(await receiveDescription(bob))[0]).toContain(' 127.0.0.2 ');
    bob.send({ t: 'signal', to: alice.self, signal: createDescription('answer', 'efg') });
    expect(listCandidates(await receiveDescription(alice))[0]).toContain(' 127.0.0.3 ');
  },
);

test('a network that is set in a call with a direct path makes both pages connect anew, once', () => {
  const { conditions } = server();
  const [alice, bob] = connectCall('alice', 'bob');
  alice.send({ t: 'signal', to: bob.self, signal: createDescription('offer') });
  conditions.set({ network: { delayMs: 1 } }, oidOf('carol'));
  bob.send({ t: 'signal', to: alice.self, signal: createDescription('answer') });
  expect([alice, bob].map(countReconnects)).toEqual([0, 0]);
  conditions.set({ network: { delayMs: 1 } }, oidOf('bob'));
  conditions.set({ network: { delayMs: 2 } }, oidOf('bob'));
  expect([alice, bob].map(countReconnects)).toEqual([1, 1]);
});

test('while the condition media loses all packets, a description has no candidate of the relay either', async () => {
  const { conditions } = server();
  const [alice, bob] = connectCall('alice', 'bob');
  conditions.set({ network: { delayMs: 1 }, media: 'lost' }, oidOf('bob'));
  alice.send({ t: 'signal', to: bob.self, signal: createDescription('offer') });
  expect(listCandidates(await receiveDescription(bob))).toEqual([]);
  expect(bob.lastEvent('signal')?.answerCandidate).toBe('');
});
