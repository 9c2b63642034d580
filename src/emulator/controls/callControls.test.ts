import { expect, test, vi } from 'vitest';
import { createStartCommand } from '../testing/testClient.ts';
import { personOf } from '../testing/signIn.ts';
import { alice, bob, connectBobToAlice, waitForJoin, setUpEmulatorWithCalls } from '../testing/withCalls.ts';
import type { Agent, State } from './views.ts';
import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';

const harness = setUpEmulatorWithCalls();

test('the controls list agents, calls and participants with their current state, and end a call for everyone', async () => {
  const { aliceClient, call } = await connectBobToAlice(harness);
  expect(await harness.controlJson('GET', 'agents')).toMatchObject([
    { user: alice, name: 'Alice Archer', kind: 'page', connected: true, calls: [call] },
  ]);
  expect(await harness.controlJson('GET', 'calls')).toMatchObject([
    {
      call,
      kind: 'oneToOne',
      participants: [
        { user: bob, presence: 'Joined', media: 'echo', state: { video: true } },
        { user: alice, presence: 'Joined', media: 'page' },
      ],
    },
  ]);
  await harness.controlJson('DELETE', `calls/${call}`);
  expect(await aliceClient.waitForEnd()).toBe('0/4097');
});

test('a person who is an agent has another raw id than as a Teams user, by which the controls find and ring the agent', async () => {
  const { oid, tid } = personOf(bob);
  const agentRawId = `8:acs:${harness.emulator.directory.acsResource.id}_${tid}_${oid}`;
  await harness.connectClient(bob, 'teamsExtensionUser');
  expect(await harness.controlJson('GET', 'agents')).toMatchObject([
    { id: agentRawId, oid, user: bob, kind: 'page' },
  ]);
  await harness.controlJson('POST', 'agents', { user: agentRawId, answer: 'accept' });
  await harness.runAction('+14255550100', 'ring', { to: agentRawId });
  // The agent answers a moment after the ringing.
  await vi.waitFor(async () =>
    expect(await harness.controlJson('GET', 'calls')).toMatchObject([
      { participants: [{ id: '4:+14255550100' }, { id: agentRawId, presence: 'Joined' }] },
    ]),
  );
  const refusal = await harness.control('POST', 'agents', { user: '+14255550100' });
  expect(refusal.status).toBe(404);
});

test('the emulator answers a request for the next state only when the state changes', async () => {
  const { version } = await harness.controlJson<State & { version: string }>('GET', 'state');
  let isAnswered = false;
  const nextState = harness
    .controlJson<State>('GET', `state?after=${version}`)
    .finally(() => (isAnswered = true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(isAnswered).toBe(false);
  await harness.connectClient(alice);
  expect((await nextState).agents).toHaveLength(1);
});

test('a virtual agent that a control has created accepts calls after the requested time', async () => {
  const aliceClient = await harness.connectClient(alice);
  const options = { answer: 'accept', afterMs: 2_000, media: 'silent' };
  await harness.controlJson('POST', 'agents', { user: bob, ...options });
  aliceClient.sendCommand(createStartCommand(personOf(bob).oid).command);
  await aliceClient.waitForPresence('Ringing');
  await harness.controlJson('POST', 'clock', { advanceMs: 2_000 });
  const { entry } = await waitForJoin(aliceClient, bob);
  expect(entry).toMatchObject({ bot: 'silent', state: { muted: true } });
});

test('controls end sockets with or without a close code, and remove an agent', async () => {
  const [aliceClient, bobClient] = [await harness.connectClient(alice), await harness.connectClient(bob)];
  const drop = (body: object) => harness.controlJson('POST', 'agents/drop', body);
  expect(await drop({ user: alice, code: 1011 })).toEqual({ dropped: 1 });
  expect(await aliceClient.closeCode).toBe(1011);
  expect(await drop({})).toEqual({ dropped: 1 });
  expect(await bobClient.closeCode).toBe(1006);
  const [agent] = await harness.controlJson<Agent[]>('GET', 'agents');
  await harness.controlJson('DELETE', `agents/${agent?.agent}`);
  expect(await harness.controlJson<Agent[]>('GET', 'agents')).toHaveLength(1);
});

test('the control reset ends all calls, and removes all conditions and virtual agents', async () => {
  const { aliceClient } = await connectBobToAlice(harness);
  await harness.controlJson('POST', 'conditions', { mfa: true });
  await harness.controlJson('POST', 'reset');
  expect(await aliceClient.waitForEnd()).toBe('0/4097');
  const { calls, conditions, agents } = await harness.controlJson<State>('GET', 'state');
  expect([calls, conditions, agents.length]).toEqual([[], {}, 1]);
});

test('the condition tokenLifetimeSeconds sets the lifetime of the ACS token from GET /emulator/token', async () => {
  await harness.control('POST', 'conditions', { user: alice, tokenLifetimeSeconds: 120 });
  const fetchLifetimeSeconds = async (user: string) => {
    const { token } = await harness.controlJson<{ token: string }>('GET', `token?user=${user}`);
    const { exp = 0, iat = 0 } = decodeJwt(token);
    return exp - iat;
  };
  expect(await fetchLifetimeSeconds(alice)).toBe(120);
  expect(await fetchLifetimeSeconds(bob)).toBe(3600);
  await harness.controlJson('DELETE', 'conditions');
  expect(await fetchLifetimeSeconds(alice)).toBe(3600);
});

test('POST /emulator/sign makes a token with exactly the given header and claims', async () => {
  const { url } = harness.emulator;
  const claims = { iss: 'anyone', aud: 'x', list: [1, { deep: true }], exp: 4_000_000_000 };
  const signToken = async (header: object) =>
    (await harness.controlJson<{ token: string }>('POST', 'sign', { header, claims })).token;
  const forgedHeader = { alg: 'none', typ: 'at+jwt', jku: 'http://evil.example/' };
  expect(decodeProtectedHeader(await signToken(forgedHeader))).toEqual(forgedHeader);
  const keys = createRemoteJWKSet(new URL(`${url}/organizations/discovery/v2.0/keys`));
  expect((await jwtVerify(await signToken({ alg: 'RS256' }), keys)).payload).toEqual(claims);
  expect((await harness.control('POST', 'sign', { claims })).status).toBe(400);
});
