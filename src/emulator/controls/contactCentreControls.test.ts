import { expect, test } from 'vitest';
import { defaultState, type TestClient } from '../testing/testClient.ts';
import { alice, bob, setUpEmulatorWithCalls } from '../testing/withCalls.ts';
import type { ContactCentre, State } from './views.ts';

const harness = setUpEmulatorWithCalls();
const hotline = '+1 425 555 0150';

const connectAgent = (upn: string) => harness.connectClient(upn, 'teamsExtensionUser');
const read = () => harness.controlJson<ContactCentre>('GET', 'contact-centre');
const ring = async (body: object = {}) => {
  const request = { to: hotline, ...body };
  const { callers } = await harness.controlJson<{ callers: { call: string; from: string }[] }>(
    'POST',
    'contact-centre/callers',
    request,
  );
  return callers;
};
const accept = (client: TestClient, call: string) =>
  client.sendCommand({ t: 'accept', call, state: defaultState });

test('an app for agents reads the queue without a secret', async () => {
  const readQueue = async () => {
    const headers = { origin: 'http://localhost:5173' };
    const response = await fetch(`${harness.emulator.url}/contactCentre/queue`, { headers });
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    return response.json();
  };
  expect(await readQueue()).toEqual({ waiting: 0, longestWaitSeconds: 0, agentsAvailable: 0 });
  await connectAgent(bob);
  expect(await readQueue()).toEqual({ waiting: 0, longestWaitSeconds: 0, agentsAvailable: 1 });
  await ring({ count: 2 });
  await harness.controlJson('POST', 'clock', { advanceMs: 7_000 });
  // The first call rings at Bob.
  expect(await readQueue()).toEqual({ waiting: 2, longestWaitSeconds: 7, agentsAvailable: 0 });
});

test('telephones call, an agent answers, and the others wait in order', async () => {
  const client = await connectAgent(alice);
  const callers = await ring({ count: 10, agents: [alice] });
  expect(new Set(callers.map(({ from }) => from)).size).toBe(10);
  const [first, second] = callers;
  expect(await client.waitForEvent('incoming')).toMatchObject({
    call: first?.call,
    from: { id: `4:${first?.from}` },
  });
  accept(client, first?.call ?? '');
  await client.waitForPresence('Joined');
  await harness.controlJson('POST', 'clock', { advanceMs: 7_000 });
  const { waiting, agents, numbers } = await read();
  expect(waiting.map(({ call }) => call)).toEqual(callers.slice(1).map(({ call }) => call));
  expect(waiting[0]).toEqual({
    call: second?.call,
    from: second?.from,
    to: '+14255550150',
    position: 1,
    waitedSeconds: 7,
    hears: 'music',
    ringing: [],
  });
  expect(agents).toMatchObject([{ user: alice, name: 'Alice Archer', state: 'inCall', optedIn: true }]);
  expect(numbers).toContainEqual({
    number: '+14255550150',
    name: 'Fabrikam hotline',
    objectId: '5e000000-0000-4000-8000-0000000000e5',
    assigned: true,
  });
  expect((await harness.controlJson<State>('GET', 'state')).contactCentre.waiting).toHaveLength(9);
});

test('a caller who waits already rings at an agent who connects', async () => {
  await ring();
  const client = await connectAgent(alice);
  expect((await read()).waiting).toMatchObject([{ ringing: ['Alice Archer'] }]);
  expect(await client.waitForEvent('incoming')).toMatchObject({
    context: { voipHeaders: [{ key: 'Called-Number', value: '+14255550150' }, { key: 'Waited-Seconds' }] },
  });
});

test('the act ring of a telephone comes to the queue, too, and the telephone may give up', async () => {
  const client = await connectAgent(alice);
  const from = '+12065550123';
  await harness.runAction(from, 'ring', { to: '+14255550150', giveUpAfterMs: 3_000 });
  await client.waitForEvent('incoming');
  expect((await read()).waiting).toMatchObject([{ from, ringing: ['Alice Archer'] }]);
  await harness.controlJson('POST', 'clock', { advanceMs: 3_000 });
  expect(await client.waitForEnd()).toBe('487/0');
  expect((await read()).waiting).toEqual([]);
});

test('callers give up after the requested time, unless an agent has answered', async () => {
  const client = await connectAgent(alice);
  const [first] = await ring({ count: 2, giveUpAfterMs: 5_000 });
  await client.waitForEvent('incoming');
  accept(client, first?.call ?? '');
  await client.waitForPresence('Joined');
  await harness.controlJson('POST', 'clock', { advanceMs: 5_000 });
  const calls = await harness.controlJson<State['calls']>('GET', 'calls');
  expect(calls.map(({ call }) => call)).toEqual([first?.call]);
});

test('an agent opts out and in, and settings change', async () => {
  const client = await connectAgent(alice);
  await ring();
  await client.waitForEvent('incoming');
  const path = `contact-centre/agents/${alice}`;
  expect(await harness.controlJson('POST', path, { optedIn: false })).toEqual({
    user: alice,
    optedIn: false,
  });
  expect(await client.waitForEnd()).toBe('487/0');
  expect((await read()).agents).toMatchObject([{ optedIn: false, state: 'optedOut' }]);
  const overflow = { to: '+1 425 555 0100' };
  const changes = { ringSeconds: 7, overflow, announceEverySeconds: null };
  const settings = await harness.controlJson('POST', 'contact-centre/settings', changes);
  expect(settings).toMatchObject({ ...changes, pauseSeconds: 5, overflow: { to: '+14255550100' } });
  await harness.controlJson('POST', path, { optedIn: true });
  await client.waitFor(({ events }) => events.filter(({ t }) => t === 'incoming')[1]);
  await harness.controlJson('POST', 'reset');
  expect(await read()).toMatchObject({ waiting: [], settings: { ringSeconds: 20 } });
});

test('an emergency centre calls back, even to an agent who has opted out', async () => {
  const client = await connectAgent(alice);
  await harness.controlJson('POST', `contact-centre/agents/${alice}`, { optedIn: false });
  const path = 'contact-centre/emergency-call-backs';
  const { call } = await harness.controlJson<{ call: string }>('POST', path, { user: alice });
  expect(await client.waitForEvent('incoming')).toMatchObject({
    call,
    from: { id: '4:911' },
    context: { voipHeaders: [{ key: 'Called-Number', value: '+14255550130' }] },
  });
});

test.each<[what: string, path: string, body: object, status: number, reason: RegExp]>([
  ['an unknown number', 'callers', { to: '+14255550159' }, 404, /No resource account .* \+14255550159/],
  ['no number', 'callers', { to: '0150' }, 400, /to: 0150 is no number in the international form E\.164/],
  ['a wrong caller', 'callers', { to: hotline, from: '911' }, 400, /from: 911 is no number/],
  [
    'several calls of one',
    'callers',
    { to: hotline, from: '+12065550100', count: 2 },
    400,
    /from: one number/,
  ],
  [
    'an unknown agent',
    'callers',
    { to: hotline, agents: ['zoe@fabrikam.example'] },
    404,
    /There is no user zoe/,
  ],
  [
    'no assignment',
    'callers',
    { to: hotline, agents: ['dave@fabrikam.example'] },
    409,
    /Dave Diaz is not assigned/,
  ],
  ['no connection', 'callers', { to: hotline, agents: [bob] }, 409, /Bob Baker is not connected as an agent/],
  ['too long ringing', 'settings', { ringSeconds: 81 }, 400, /ringSeconds/],
  ['a loop', 'settings', { overflow: { to: hotline } }, 400, /is a service number/],
  [
    'an unknown telephone',
    'settings',
    { overflow: { to: '+14255550199' } },
    404,
    /no telephone \+14255550199/,
  ],
  ['an unknown person', 'agents/zoe@fabrikam.example', { optedIn: true }, 404, /There is no user zoe/],
  [
    'a person without one',
    'agents/dave@fabrikam.example',
    { optedIn: true },
    409,
    /Dave Diaz is not assigned/,
  ],
  ['nobody to call back', 'emergency-call-backs', { user: bob }, 409, /Bob Baker is not connected/],
])('%s is refused', async (_, path, body, status, reason) => {
  const response = await harness.control('POST', `contact-centre/${path}`, body);
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ error: expect.stringMatching(reason) as string });
});

test('a telephone that is in a call, and more telephones than there are, are refused', async () => {
  const from = '+12065550100';
  await ring({ from });
  const refuse = async (body: object) =>
    (await harness.control('POST', 'contact-centre/callers', { to: hotline, ...body })).json();
  expect(await refuse({ from })).toEqual({ error: `${from} is in a call already.` });
  expect(await refuse({ count: 100 })).toEqual({
    error: 'Only 99 of the made-up telephones are in no call.',
  });
});

test('a service number whose account is not assigned is refused', async () => {
  const { directory, url } = harness.emulator;
  const account = directory.findResourceAccountByNumber('+14255550150');
  const resource = encodeURIComponent('https://communication.azure.com/');
  const query = `resource=${resource}&api-version=2019-08-01`;
  const { access_token: token } = await harness.controlJson('GET', `identity/token?${query}`);
  const path = `access/teamsExtension/tenants/${account?.tid}/assignments/${account?.oid}`;
  const headers = { authorization: `Bearer ${String(token)}` };
  const { status } = await fetch(`${url}/${path}?api-version=2025-06-30`, { method: 'DELETE', headers });
  expect(status).toBe(204);
  const response = await harness.control('POST', 'contact-centre/callers', { to: hotline });
  expect(response.status).toBe(409);
  expect(await response.json()).toEqual({
    error:
      'Fabrikam hotline (+14255550150) is not assigned to the ACS resource, so no call reaches the contact centre: assign it first.',
  });
});
