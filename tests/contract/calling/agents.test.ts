import { expect, test } from 'vitest';
import { findPerson } from '../../../src/emulator/core/seed.ts';
import { harnessOfFile } from './ofFile.ts';
import { mediaHelpers } from './mediaHelpers.ts';

const { harness, play } = harnessOfFile(mediaHelpers);

test('a client that is disposed of takes its agent and its calls along', async () => {
  const seen = await play(`
    const { a, call, peer } = await connect(silent, silent);
    await a.client.dispose();
    await until(() => peer.state === 'Disconnected');
    const late = await caught(() => a.client.getDeviceManager());
    const again = await agentOf('alice');
    return { call: call.state, agent: a.agent.connectionState, late, other: again.agent !== a.agent, again: again.agent.connectionState };
  `);
  expect(seen).toEqual({
    call: 'Disconnected',
    agent: 'Disconnected',
    late: '404/40012',
    other: true,
    again: 'Connected',
  });
});

test('an agent that is disposed of, or whose client is while it is made, leaves no window and no ring behind', async () => {
  const page = await harness().page();
  const seen = await play(
    `const client = new sdk.CallClient();
    const credential = { getToken: async () => ({ token: ids.carol, expiresOnTimestamp: Date.now() + 3e6 }), dispose() {} };
    const making = caught(() => client.createTeamsCallAgent(credential));
    await client.dispose();
    const a = await agentOf('alice'), b = await agentOf('bob');
    const ring = incoming(b.agent);
    const call = a.agent.startCall(user('bob'));
    const inc = await ring;
    inc.on('callEnded', () => log.push('ended'));
    await b.agent.dispose();
    await until(() => call.state === 'Disconnected');
    return { made: await making, log, rings: b.agent.incomingCalls.length, end: call.callEndReason.code };`,
    page,
  );
  expect(seen).toEqual({ made: '404/40012', log: ['ended'], rings: 0, end: 480 });
  await expect.poll(() => harness().signalling.counts().endpoints).toBe(1);
  await page.context().close();
});

test('a token that ends is why the agent is disconnected', async () => {
  const page = await harness().page();
  await play(
    `const { agent } = await agentOf('alice');
    agent.on('connectionStateChanged', ({ newValue, reason }) => log.push(newValue + ' ' + reason));
    return {};`,
    page,
  );
  harness().signalling.dropSockets(4401);
  await expect.poll(() => page.evaluate('log')).toEqual(['Disconnected invalidToken', 'Connected undefined']);
  await page.context().close();
});

test('an agent is refused for a token of nobody in Teams, a credential that gives none, a display name, and twice for one person', async () => {
  const seen = await play(`
    const client = new sdk.CallClient();
    const credential = (getToken) => ({ getToken, dispose() {} });
    const jwt = (claims) => credential(async () => ({ token: 'e30.' + btoa(JSON.stringify(claims)) + '.' + crypto.randomUUID(), expiresOnTimestamp: Date.now() + 3e6 }));
    const make = (...given) => caught(() => client.createTeamsCallAgent(...given));
    const mine = { tid: 't', skypeid: 'orgid:x' };
    const twice = await Promise.all([make(jwt(mine)), make(jwt(mine)), caught(() => new sdk.CallClient().createTeamsCallAgent(jwt(mine)))]);
    return {
      foreign: await make(jwt({ skypeid: 'acs:x' })), ended: await make(jwt({ ...mine, skypeid: 'orgid:y', exp: 1_700_000_000 })), none: await make(), broken: await make(credential(async () => { throw new Error('no'); })),
      named: await make(jwt(mine), { displayName: 'Me' }), twice,
      listener: await caught(async () => client.feature(sdk.Features.DebugInfo).on('isCallClientActiveInAnotherTabChanged')),
    };
  `);
  expect(seen).toEqual({
    foreign: '403/40231',
    ended: '401/40235',
    none: '401/44108',
    broken: '401/44110',
    named: '400/40214',
    twice: ['401/10009', '400/40008', '409/40230'],
    listener: expect.stringContaining('TypeError'),
  });
});

test('an agent that the service disconnects stays Disconnected for good: its call goes on, and a new agent of the person rings', async () => {
  const page = await harness().page();
  await play(
    `const { a, b, call, peer } = await connect(silent, silent);
    b.agent.on('connectionStateChanged', ({ newValue, reason }) => log.push(newValue + ' ' + reason));
    Object.assign(globalThis, { a, b, call, peer });
    return {};`,
    page,
  );
  const { oid = '' } = findPerson('bob@fabrikam.example') ?? {};
  expect(harness().signalling.admin.disconnectAgents(oid, 'connectionIssue')).toBe(1);
  await expect.poll(() => page.evaluate('log')).toEqual(['Disconnected connectionIssue']);
  const seen = await play(
    `const late = b.agent.startCall(user('carol'));
    const began = late.state;
    await until(() => late.state === 'Disconnected');
    const again = await agentOf('bob');
    await call.mute();
    await until(() => peer.remoteParticipants[0].isMuted);
    const goesOn = peer.state;
    const ring = incoming(again.agent);
    a.agent.startCall(user('bob'));
    const rings = [(await ring).callerInfo.identifier.microsoftTeamsUserId === ids.alice, b.agent.incomingCalls.length];
    await peer.hangUp();
    await until(() => call.state === 'Disconnected');
    return { began, late: late.callEndReason.code, other: again.agent !== b.agent, again: again.agent.connectionState, goesOn, rings, old: b.agent.connectionState, log };`,
    page,
  );
  expect(seen).toEqual({
    began: 'None',
    late: 490,
    other: true,
    again: 'Connected',
    goesOn: 'Connected',
    rings: [true, 0],
    old: 'Disconnected',
    log: ['Disconnected connectionIssue'],
  });
  // The old agent's last call is over: its socket is closed, and only the two that live are left.
  await expect.poll(() => harness().signalling.counts().endpoints).toBe(2);
  await page.context().close();
});

test('C19: a client has one agent: the same again for its person, 400/40008 for another one, a new one after dispose', async () => {
  const seen = await play(`
    const client = new sdk.CallClient(), second = new sdk.CallClient();
    const credential = (name) => ({ getToken: async () => ({ token: ids[name], expiresOnTimestamp: Date.now() + 3e6 }), dispose() {} });
    const make = (who, from = client) => from.createTeamsCallAgent(credential(who));
    const making = make('alice');
    const pending = { same: await caught(() => make('alice')), other: await caught(() => make('bob')), client: await caught(() => make('alice', second)) };
    const agent = await making;
    const made = { same: (await make('alice')) === agent, other: await caught(() => make('bob')), client: (await make('alice', second)) === agent, bound: await caught(() => make('bob', second)) };
    const disposing = agent.dispose();
    const next = await make('alice');
    await disposing;
    await next.dispose();
    const other = await make('bob');
    return { pending, made, fresh: next !== agent, twice: await caught(() => agent.dispose()), used: await caught(() => agent.startCall(user('bob'))), other: other.connectionState };
  `);
  expect(seen).toEqual({
    pending: { same: '400/40008', other: '400/40008', client: '409/40230' },
    made: { same: true, other: '400/40008', client: true, bound: '400/40008' },
    fresh: true,
    twice: '409/40204',
    used: '409/40204',
    other: 'Connected',
  });
});
