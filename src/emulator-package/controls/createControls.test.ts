import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, test } from 'vitest';
import { openHouse } from '../../emulator/testing/commandClients.ts';
import { setUpEmulator } from '../../emulator/testing/withEmulator.ts';
import type { Controls } from '../controlTypes.ts';
import { createControls } from './createControls.ts';

const harness = setUpEmulator();
let controls: Controls;
beforeEach(() => (controls = createControls(harness.emulator)));

test('the controls take given names: bob rings at an answering agent of alice, holds, and hangs up', async () => {
  await controls.agents.add('alice', { answer: 'accept' });
  const { call, ended } = await controls.act('bob', 'ring', { to: ['alice'] });
  expect(ended).toBeUndefined();
  await controls.act('bob', 'hold', { call: call ?? '' });
  const [onlyCall] = await controls.calls.list();
  expect(onlyCall?.participants).toMatchObject([
    { name: 'Bob Baker', presence: 'Joined', state: { hold: true } },
    { name: 'Alice Archer', presence: 'Joined', state: { hold: false } },
  ]);
  await controls.act('bob', 'leave');
  expect(await controls.calls.list()).toEqual([]);
});

test('the controls set conditions for a person or for everyone, and reset them', async () => {
  await controls.conditions.set({ noLicence: true }, 'alice');
  await controls.conditions.set({ delayGraphMs: 5 });
  const { oid } = await controls.findPerson('alice');
  expect(await controls.conditions.list()).toEqual({ '*': { delayGraphMs: 5 }, [oid]: { noLicence: true } });
  await controls.conditions.reset();
  expect(await controls.conditions.list()).toEqual({});
});

test('a person gets a network, and each impossible value is refused with a sentence', async () => {
  await controls.network.set('bob', { lossPercent: 10, to: { kbps: 200 } });
  const { oid } = await controls.findPerson('bob');
  expect(await controls.conditions.list()).toEqual({
    [oid]: { network: { lossPercent: 10, to: { kbps: 200 } } },
  });
  for (const [network, sentence] of [
    [{ lossPercent: 101 }, 'network.lossPercent: a number from 0 to 100 is needed.'],
    [{ to: { lossPercent: Number.NaN } }, 'network.to.lossPercent: a number from 0 to 100 is needed.'],
    [{ delayMs: -1 }, 'network.delayMs: a number from 0 to 5000 is needed.'],
    [{ kbps: 0 }, 'network.kbps: a number from 8 to 1000000 is needed.'],
    [{ outages: { everySeconds: 1, forSeconds: 2 } }, 'forSeconds must be less than everySeconds.'],
    [{ outage: 'yes' }, 'network.outage: true or false is needed.'],
    [{ preset: 'tram' }, 'network.preset: one of train, hotel, brokenSwitch is needed.'],
    [{ packetLoss: 1 }, 'network: there is no packetLoss; known are preset, lossPercent, delayMs'],
    [{ from: { preset: 'train' } }, 'network.from: there is no preset; known are lossPercent, delayMs'],
  ] as const)
    // The cast lets wrong values pass, as JavaScript does.
    await expect(controls.network.set('bob', network as object)).rejects.toThrow(sentence);
  await controls.network.set('bob', null);
  expect(await controls.conditions.list()).toEqual({});
});

test('the control advance moves the clock forward by the given milliseconds', async () => {
  const { aheadMs: before } = await controls.clock.read();
  const { aheadMs, now } = await controls.clock.advance(60_000);
  expect(aheadMs - before).toBe(60_000);
  expect(now.getTime()).toBeGreaterThanOrEqual(Date.now() + 59_000);
});

test('a person gets a token, and a crowd joins a meeting', async () => {
  const { token, expiresOn } = await controls.issueToken('alice');
  expect(token.split('.')).toHaveLength(3);
  expect(expiresOn.getTime()).toBeGreaterThan(Date.now());
  await controls.calls.resizeCrowd({ meeting: openHouse, count: 3 });
  expect((await controls.calls.list())[0]?.participants).toHaveLength(3);
});

test('telephones call a service number: named agents get them, others opt out, and settings change', async () => {
  const { user } = await controls.findPerson('alice');
  await harness.connectClient(user, 'teamsExtensionUser');
  const [caller] = await controls.contactCentre.ring('+1 425 555 0150', { agents: ['alice'] });
  const { waiting, agents } = await controls.contactCentre.read();
  expect(waiting).toMatchObject([{ ...caller, ringing: ['Alice Archer'] }]);
  expect(agents).toMatchObject([{ user, state: 'ringing' }]);
  await controls.contactCentre.setOptedIn('alice', false);
  expect((await controls.contactCentre.read()).waiting).toMatchObject([{ ringing: [] }]);
  await controls.contactCentre.set({ wrapUpSeconds: 30 });
  expect((await controls.contactCentre.read()).settings.wrapUpSeconds).toBe(30);
  const call = await controls.contactCentre.callBack('alice');
  expect((await controls.calls.list()).map(({ call: id }) => id)).toContain(call);
});

test('people and service numbers are assigned and unassigned', async () => {
  const { user } = await controls.findPerson('alice');
  await harness.connectClient(user, 'teamsExtensionUser');
  const countAgents = async () => (await controls.contactCentre.read()).agents.length;
  await controls.contactCentre.unassign('alice');
  expect(await countAgents()).toBe(0);
  await controls.contactCentre.assign('alice');
  expect(await countAgents()).toBe(1);
  await controls.contactCentre.unassign('+14255550150');
  await expect(controls.contactCentre.ring('+14255550150')).rejects.toThrow('not assigned');
});

test('a member of a crowd, whom the directory does not list, rings', async () => {
  await controls.agents.add('alice', { answer: 'accept' });
  await controls.act('crowd001@fabrikam.example', 'ring', { to: ['alice'] });
  const [call] = await controls.calls.list();
  expect(call?.participants.map(({ name }) => name)).toEqual(['Crowd 001 (bot)', 'Alice Archer']);
});

test('a refusal gives the reason of the emulator', async () => {
  await expect(controls.act('alice', 'hold')).rejects.toThrow(
    '409 alice@fabrikam.example is in no call in which this can be done now.',
  );
  await expect(controls.startScenario('being-called', 'alice')).rejects.toThrow(
    'Alice Archer is signed in nowhere',
  );
  const stranger = createControls({ url: harness.emulator.url, secret: 'wrong' });
  await expect(stranger.reset()).rejects.toThrow('401 The header x-emulator-secret must carry the secret');
});

test('an emulator that has stopped gives an error with its address', async () => {
  const { emulator } = harness;
  await emulator.stop();
  await expect(controls.readDirectory()).rejects.toThrow(
    `${emulator.url}/emulator/directory: the emulator does`,
  );
});

test('a reading control asks again if its connection breaks, and an acting one does not', async () => {
  const methods: (string | undefined)[] = [];
  const server = createServer(({ method, socket }, response) => {
    methods.push(method);
    if (methods.length % 2 === 1) socket.destroy();
    else response.end('[]');
  }).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { calls } = createControls({ url: `http://localhost:${port}`, secret: '' });
  expect(await calls.list()).toEqual([]);
  await expect(calls.end('some')).rejects.toThrow('the emulator does not answer');
  expect(methods).toEqual(['GET', 'GET', 'DELETE']);
  server.close();
});
