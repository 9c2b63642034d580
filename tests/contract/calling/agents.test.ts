import { expect, test } from 'vitest';
import { objectIds } from '../../support/calling/harness.ts';
import { harnessOfFile } from '../../support/calling/harnessOfFile.ts';

const { harness, run } = harnessOfFile();

test('disposing of a client disposes of its agent and ends its calls', async () => {
  const seen = await run(async ({ connect, until, caught, agentOf }) => {
    const { a, call, peer } = await connect();
    await a.client.dispose();
    await until(() => peer.state === 'Disconnected');
    const late = await caught(() => a.client.getDeviceManager());
    const again = await agentOf('alice');
    return {
      call: call.state,
      agent: a.agent.connectionState,
      late,
      other: again.agent !== a.agent,
      again: again.agent.connectionState,
    };
  });
  expect(seen).toEqual({
    call: 'Disconnected',
    agent: 'Disconnected',
    late: '404/40012',
    other: true,
    again: 'Connected',
  });
});

test('a disposed agent, and one whose client is disposed while it is created, leave no endpoint and no incoming call', async () => {
  const page = await harness().openPage();
  const seen = await page.run(
    async ({ sdk, ids, caught, agentOf, nextIncomingCall, incomingCallCount, user, log, until }) => {
      const client = new sdk.CallClient();
      const credential = {
        getToken: async () => ({ token: ids['carol'] ?? '', expiresOnTimestamp: Date.now() + 3_000_000 }),
        dispose: () => undefined,
      };
      const creating = caught(() => client.createTeamsCallAgent(credential));
      await client.dispose();
      const a = await agentOf('alice');
      const b = await agentOf('bob');
      const ringing = nextIncomingCall(b.agent);
      const call = a.agent.startCall(user('bob'));
      const incoming = await ringing;
      incoming.on('callEnded', () => log.push('ended'));
      await b.agent.dispose();
      await until(() => call.state === 'Disconnected');
      return {
        created: await creating,
        log,
        ringing: incomingCallCount(b.agent),
        end: call.callEndReason?.code,
      };
    },
  );
  expect(seen).toEqual({ created: '404/40012', log: ['ended'], ringing: 0, end: 480 });
  await expect.poll(() => harness().signalling.counts().endpoints).toBe(1);
  await page.close();
});

test('an agent gives an expired token as the reason for its disconnection', async () => {
  const page = await harness().openPage();
  await page.run(async ({ agentOf, log }) => {
    const { agent } = await agentOf('alice');
    agent.on('connectionStateChanged', ({ newValue, reason }) => log.push(`${newValue} ${reason}`));
  });
  harness().signalling.dropSockets(4401);
  await expect
    .poll(() => page.run(({ log }) => log))
    .toEqual(['Disconnected invalidToken', 'Connected undefined']);
  await page.close();
});

test('createTeamsCallAgent refuses a token of a user outside Teams, no token, a display name, and a second agent for one user', async () => {
  const seen = await run(async ({ sdk, caught }) => {
    const client = new sdk.CallClient();
    const credential = (getToken: () => Promise<{ token: string; expiresOnTimestamp: number }>) => ({
      getToken,
      dispose: () => undefined,
    });
    const tokenWith = (claims: object) =>
      credential(async () => ({
        token: `e30.${btoa(JSON.stringify(claims))}.${crypto.randomUUID()}`,
        expiresOnTimestamp: Date.now() + 3_000_000,
      }));
    const create = (...[given, options]: Partial<Parameters<typeof client.createTeamsCallAgent>>) =>
      caught(() => client.createTeamsCallAgent(given as never, options));
    const mine = { tid: 't', skypeid: 'orgid:x' };
    const twice = await Promise.all([
      create(tokenWith(mine)),
      create(tokenWith(mine)),
      caught(() => new sdk.CallClient().createTeamsCallAgent(tokenWith(mine))),
    ]);
    const debugInfo = client.feature(sdk.Features.DebugInfo);
    return {
      foreign: await create(tokenWith({ skypeid: 'acs:x' })),
      ended: await create(tokenWith({ ...mine, skypeid: 'orgid:y', exp: 1_700_000_000 })),
      none: await create(),
      broken: await create(
        credential(async () => {
          throw new Error('no');
        }),
      ),
      named: await create(tokenWith(mine), { displayName: 'Me' }),
      twice,
      listener: await caught(async () =>
        debugInfo.on('isCallClientActiveInAnotherTabChanged', undefined as never),
      ),
    };
  });
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

test('an agent that the service disconnects stays Disconnected: its call goes on, and a new agent of the user receives calls', async () => {
  const page = await harness().openPage();
  const connected = await page.keep(async ({ connect, log }) => {
    const both = await connect();
    both.b.agent.on('connectionStateChanged', ({ newValue, reason }) => log.push(`${newValue} ${reason}`));
    return both;
  });
  expect(harness().signalling.admin.disconnectAgents(objectIds['bob'] ?? '', 'connectionIssue')).toBe(1);
  await expect.poll(() => page.run(({ log }) => log)).toEqual(['Disconnected connectionIssue']);
  const seen = await connected.run(
    async ({
      a,
      b,
      call,
      peer,
      user,
      ids,
      until,
      agentOf,
      nextIncomingCall,
      incomingCallCount,
      userIdOf,
      log,
    }) => {
      const late = b.agent.startCall(user('carol'));
      const began = late.state;
      await until(() => late.state === 'Disconnected');
      const again = await agentOf('bob');
      await call.mute();
      await until(() => peer.remoteParticipants[0]?.isMuted);
      const goesOn = peer.state;
      const ringing = nextIncomingCall(again.agent);
      a.agent.startCall(user('bob'));
      const { callerInfo } = await ringing;
      const rings = [userIdOf(callerInfo.identifier) === ids['alice'], incomingCallCount(b.agent)];
      await peer.hangUp();
      await until(() => call.state === 'Disconnected');
      return {
        began,
        late: late.callEndReason?.code,
        other: again.agent !== b.agent,
        again: again.agent.connectionState,
        goesOn,
        rings,
        old: b.agent.connectionState,
        log,
      };
    },
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
  // The last call of the old agent has ended, so its socket is closed: two endpoints are left.
  await expect.poll(() => harness().signalling.counts().endpoints).toBe(2);
  await page.close();
});

test('C19: a client has one agent: it returns the same agent for its user, refuses another user with 400/40008, and creates a new agent after dispose', async () => {
  const seen = await run(async ({ sdk, ids, caught, user }) => {
    const client = new sdk.CallClient();
    const second = new sdk.CallClient();
    const create = (name: string, from = client) =>
      from.createTeamsCallAgent({
        getToken: async () => ({ token: ids[name] ?? '', expiresOnTimestamp: Date.now() + 3_000_000 }),
        dispose: () => undefined,
      });
    const creating = create('alice');
    const pending = {
      same: await caught(() => create('alice')),
      other: await caught(() => create('bob')),
      client: await caught(() => create('alice', second)),
    };
    const agent = await creating;
    const created = {
      same: (await create('alice')) === agent,
      other: await caught(() => create('bob')),
      client: (await create('alice', second)) === agent,
      bound: await caught(() => create('bob', second)),
    };
    const disposing = agent.dispose();
    const next = await create('alice');
    await disposing;
    await next.dispose();
    const other = await create('bob');
    return {
      pending,
      created,
      fresh: next !== agent,
      twice: await caught(() => agent.dispose()),
      used: await caught(() => agent.startCall(user('bob'))),
      other: other.connectionState,
    };
  });
  expect(seen).toEqual({
    pending: { same: '400/40008', other: '400/40008', client: '409/40230' },
    created: { same: true, other: '400/40008', client: true, bound: '400/40008' },
    fresh: true,
    twice: '409/40204',
    used: '409/40204',
    other: 'Connected',
  });
});
