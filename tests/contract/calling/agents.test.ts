import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

test('disposing of a client disposes of its agent and ends the agent’s calls', async (api) => {
  const { waitUntil, expectEqual } = api;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob();
  await alice.client.dispose();
  await waitUntil(() => bobCall.state === 'Disconnected');
  expectEqual([aliceCall.state, alice.agent.connectionState], ['Disconnected', 'Disconnected']);
  expectEqual(await api.catchErrorCode(() => alice.client.getDeviceManager()), '404/40012');
  const { agent } = await api.signIn('alice');
  expectEqual([agent !== alice.agent, agent.connectionState], [true, 'Connected']);
});

test('disposing of an agent, or of a client that is still creating an agent, leaves no endpoint and no incoming call behind', async (api) => {
  const { waitUntil, expectEqual, log } = api;
  const client = new api.sdk.CallClient();
  const creationError = api.catchErrorCode(() => client.createTeamsCallAgent(api.credentialOf('carol')));
  await client.dispose();
  expectEqual(await creationError, '404/40012');
  const { bob, aliceCall, incomingCall } = await api.ringBob();
  incomingCall.on('callEnded', () => log.push('ended'));
  await bob.agent.dispose();
  await waitUntil(() => aliceCall.state === 'Disconnected');
  expectEqual([log, api.countIncomingCalls(bob.agent)], [['ended'], 0]);
  expectEqual(aliceCall.callEndReason?.code, 480);
  // Only Alice's endpoint is left.
  await waitUntil(async () => (await api.emulator.countEndpoints()) === 1);
});

test('createTeamsCallAgent refuses a token that is refused, expired or not for a Teams user, and a credential that fails', async (api) => {
  const { expectEqual } = api;
  const catchCreationError = (readToken: () => string) =>
    api.catchErrorCode(() => new api.sdk.CallClient().createTeamsCallAgent(api.createCredential(readToken)));
  const createToken = (claims: object) => () => `e30.${btoa(JSON.stringify(claims))}.${crypto.randomUUID()}`;
  expectEqual(await catchCreationError(createToken({ tid: 't', skypeid: 'orgid:x' })), '401/10009');
  const expiredClaims = { tid: 't', skypeid: 'orgid:y', exp: 1_700_000_000 };
  expectEqual(await catchCreationError(createToken(expiredClaims)), '401/40235');
  expectEqual(await catchCreationError(createToken({ skypeid: 'acs:x' })), '403/40231');
  // The credential gives no token, but throws an error.
  expectEqual(await catchCreationError(undefined as never), '401/44110');
});

test('an agent that the service disconnects stays Disconnected: its call goes on, and later calls ring at a new agent of the user', async (api) => {
  const { waitUntil, expectEqual, identifierOf, log } = api;
  const { alice, bob, aliceCall, bobCall } = await api.connectAliceAndBob();
  bob.agent.on('connectionStateChanged', ({ newValue, reason }) => log.push(`${newValue} ${reason}`));
  await api.emulator.disconnectAgents(api.objectIds['bob'] ?? '', 'connectionIssue');
  await waitUntil(() => log.length > 0);
  const lateCall = bob.agent.startCall(identifierOf('carol'));
  expectEqual(lateCall.state, 'None');
  await waitUntil(() => lateCall.state === 'Disconnected');
  expectEqual(lateCall.callEndReason?.code, 490);
  const bobAgain = await api.signIn('bob');
  expectEqual([bobAgain.agent !== bob.agent, bobAgain.agent.connectionState], [true, 'Connected']);
  // The call of the former agent goes on.
  await aliceCall.mute();
  await waitUntil(() => bobCall.remoteParticipants[0]?.isMuted);
  const nextIncomingCall = api.waitForIncomingCall(bobAgain.agent);
  alice.agent.startCall(identifierOf('bob'));
  await nextIncomingCall;
  expectEqual(api.countIncomingCalls(bob.agent), 0);
  await bobCall.hangUp();
  await waitUntil(() => aliceCall.state === 'Disconnected');
  expectEqual(log, ['Disconnected connectionIssue']);
  // The former agent closes its socket after its last call. The endpoints of Alice and of Bob's new agent are left.
  await waitUntil(async () => (await api.emulator.countEndpoints()) === 2);
});

// `sameAsSdk` compares what a client with an agent refuses.
test('C19: while the app disposes of a client’s agent, the client creates a new agent, and then an agent of another user', async (api) => {
  const { expectEqual } = api;
  const client = new api.sdk.CallClient();
  const createAgent = (name: string) => client.createTeamsCallAgent(api.credentialOf(name));
  const agent = await createAgent('alice');
  const disposal = agent.dispose();
  const nextAgent = await createAgent('alice');
  await disposal;
  await nextAgent.dispose();
  expectEqual([nextAgent !== agent, (await createAgent('bob')).connectionState], [true, 'Connected']);
  // As SDK 2.0.0 was seen to do, a disposed agent returns a call, which ends.
  const lateCall = agent.startCall(api.identifierOf('bob'));
  await api.waitUntil(() => lateCall.state === 'Disconnected');
  expectEqual(await api.catchErrorCode(() => agent.dispose()), '409/40204');
});
