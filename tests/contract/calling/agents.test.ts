import { expect, test } from 'vitest';
import { objectIds } from '../../support/calling/harness.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { getHarness, runInNewPage } = setUpHarness();

test('disposing of a client disposes of its agent and ends the agent’s calls', async () => {
  const result = await runInNewPage(async ({ connectAliceAndBob, waitUntil, catchErrorCode, signIn }) => {
    const { alice, aliceCall, bobCall } = await connectAliceAndBob();
    await alice.client.dispose();
    await waitUntil(() => bobCall.state === 'Disconnected');
    const devicesError = await catchErrorCode(() => alice.client.getDeviceManager());
    const aliceAgain = await signIn('alice');
    return {
      callState: aliceCall.state,
      agentState: alice.agent.connectionState,
      devicesError,
      isNewAgent: aliceAgain.agent !== alice.agent,
      newAgentState: aliceAgain.agent.connectionState,
    };
  });
  expect(result).toEqual({
    callState: 'Disconnected',
    agentState: 'Disconnected',
    devicesError: '404/40012',
    isNewAgent: true,
    newAgentState: 'Connected',
  });
});

test('disposing of an agent, or of a client that is still creating an agent, leaves no endpoint and no incoming call behind', async () => {
  const page = await getHarness().openPage();
  const result = await page.run(
    async ({ sdk, objectIds, catchErrorCode, signIn, identifierOf, log, waitUntil, ...api }) => {
      const client = new sdk.CallClient();
      const credential = {
        getToken: async () => ({
          token: objectIds['carol'] ?? '',
          expiresOnTimestamp: Date.now() + 3_000_000,
        }),
        dispose: () => undefined,
      };
      const creationError = catchErrorCode(() => client.createTeamsCallAgent(credential));
      await client.dispose();
      const alice = await signIn('alice');
      const bob = await signIn('bob');
      const nextIncomingCall = api.waitForIncomingCall(bob.agent);
      const call = alice.agent.startCall(identifierOf('bob'));
      const incomingCall = await nextIncomingCall;
      incomingCall.on('callEnded', () => log.push('ended'));
      await bob.agent.dispose();
      await waitUntil(() => call.state === 'Disconnected');
      return {
        creationError: await creationError,
        log,
        incomingCallCount: api.countIncomingCalls(bob.agent),
        endCode: call.callEndReason?.code,
      };
    },
  );
  expect(result).toEqual({
    creationError: '404/40012',
    log: ['ended'],
    incomingCallCount: 0,
    endCode: 480,
  });
  // Only Alice's endpoint is left.
  await expect.poll(() => getHarness().signalling.readCounts().endpoints).toBe(1);
  await page.close();
});

test('an agent reports the reason invalidToken when signalling disconnects it because its token is invalid', async () => {
  const page = await getHarness().openPage();
  await page.run(async ({ signIn, log }) => {
    const { agent } = await signIn('alice');
    agent.on('connectionStateChanged', ({ newValue, reason }) => log.push(`${newValue} ${reason}`));
  });
  // Signalling closes a socket with 4401 when the token of its agent is not valid.
  getHarness().signalling.dropSockets(4401);
  await expect
    .poll(() => page.run(({ log }) => log))
    .toEqual(['Disconnected invalidToken', 'Connected undefined']);
  await page.close();
});

test('createTeamsCallAgent refuses a token that is refused, expired or not for a Teams user, and a credential that fails', async () => {
  const result = await runInNewPage(async ({ sdk, catchErrorCode }) => {
    const catchCreationError = (getToken: () => Promise<string>) =>
      catchErrorCode(() =>
        new sdk.CallClient().createTeamsCallAgent({
          getToken: async () => ({
            token: await getToken(),
            expiresOnTimestamp: Date.now() + 3_000_000,
          }),
          dispose: () => undefined,
        }),
      );
    const createToken = (claims: object) => async () =>
      `e30.${btoa(JSON.stringify(claims))}.${crypto.randomUUID()}`;
    return {
      madeUpToken: await catchCreationError(createToken({ tid: 't', skypeid: 'orgid:x' })),
      expiredToken: await catchCreationError(
        createToken({ tid: 't', skypeid: 'orgid:y', exp: 1_700_000_000 }),
      ),
      otherUserKind: await catchCreationError(createToken({ skypeid: 'acs:x' })),
      failingCredential: await catchCreationError(() => Promise.reject(new Error('no'))),
    };
  });
  expect(result).toEqual({
    madeUpToken: '401/10009',
    expiredToken: '401/40235',
    otherUserKind: '403/40231',
    failingCredential: '401/44110',
  });
});

test('an agent that the service disconnects stays Disconnected: its call goes on, and later calls ring at a new agent of the user', async () => {
  const page = await getHarness().openPage();
  const callPage = await page.extendApi(async ({ connectAliceAndBob, log }) => {
    const connectedCall = await connectAliceAndBob();
    connectedCall.bob.agent.on('connectionStateChanged', ({ newValue, reason }) =>
      log.push(`${newValue} ${reason}`),
    );
    return connectedCall;
  });
  expect(getHarness().signalling.admin.disconnectAgents(objectIds['bob'] ?? '', 'connectionIssue')).toBe(1);
  await expect.poll(() => page.run(({ log }) => log)).toEqual(['Disconnected connectionIssue']);
  const result = await callPage.run(
    async ({ alice, bob, aliceCall, bobCall, identifierOf, objectIds, waitUntil, ...api }) => {
      const lateCall = bob.agent.startCall(identifierOf('carol'));
      const lateCallState = lateCall.state;
      await waitUntil(() => lateCall.state === 'Disconnected');
      const bobAgain = await api.signIn('bob');
      await aliceCall.mute();
      await waitUntil(() => bobCall.remoteParticipants[0]?.isMuted);
      const bobCallState = bobCall.state;
      const nextIncomingCall = api.waitForIncomingCall(bobAgain.agent);
      alice.agent.startCall(identifierOf('bob'));
      const { callerInfo } = await nextIncomingCall;
      const isAliceCalling = api.userIdOf(callerInfo.identifier) === objectIds['alice'];
      const incomingCallsOfOldAgent = api.countIncomingCalls(bob.agent);
      await bobCall.hangUp();
      await waitUntil(() => aliceCall.state === 'Disconnected');
      return {
        lateCallState,
        lateCallEnd: lateCall.callEndReason?.code,
        isNewAgent: bobAgain.agent !== bob.agent,
        newAgentState: bobAgain.agent.connectionState,
        bobCallState,
        isAliceCalling,
        incomingCallsOfOldAgent,
        oldAgentState: bob.agent.connectionState,
        log: api.log,
      };
    },
  );
  expect(result).toEqual({
    lateCallState: 'None',
    lateCallEnd: 490,
    isNewAgent: true,
    newAgentState: 'Connected',
    bobCallState: 'Connected',
    isAliceCalling: true,
    incomingCallsOfOldAgent: 0,
    oldAgentState: 'Disconnected',
    log: ['Disconnected connectionIssue'],
  });
  // The last call of the old agent has ended, so its socket is closed. The endpoints of Alice and of Bob's new agent are left.
  await expect.poll(() => getHarness().signalling.readCounts().endpoints).toBe(2);
  await page.close();
});

// C19 is the id of a defect that an earlier version had. `sameAsSdk` compares what a client with an agent refuses.
test('C19: while the app disposes of a client’s agent, the client creates a new agent, and then an agent of another user', async () => {
  const result = await runInNewPage(async ({ sdk, objectIds, catchErrorCode, identifierOf }) => {
    const client = new sdk.CallClient();
    const createAgent = (name: string) =>
      client.createTeamsCallAgent({
        getToken: async () => ({ token: objectIds[name] ?? '', expiresOnTimestamp: Date.now() + 3_000_000 }),
        dispose: () => undefined,
      });
    const agent = await createAgent('alice');
    const disposal = agent.dispose();
    const nextAgent = await createAgent('alice');
    await disposal;
    await nextAgent.dispose();
    const bobAgent = await createAgent('bob');
    return {
      isNewAgent: nextAgent !== agent,
      callAfterDispose: await catchErrorCode(() => agent.startCall(identifierOf('bob'))),
      bobAgentState: bobAgent.connectionState,
    };
  });
  expect(result).toEqual({ isNewAgent: true, callAfterDispose: '409/40204', bobAgentState: 'Connected' });
});
