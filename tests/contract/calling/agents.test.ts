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

test('createTeamsCallAgent refuses a display name, a second agent for the same user, and a token that is missing, expired or not for a Teams user', async () => {
  const result = await runInNewPage(async ({ sdk, catchErrorCode }) => {
    const client = new sdk.CallClient();
    const createCredential = (getToken: () => Promise<{ token: string; expiresOnTimestamp: number }>) => ({
      getToken,
      dispose: () => undefined,
    });
    /** @returns a credential whose token has these claims. */
    const createCredentialWith = (claims: object) =>
      createCredential(async () => ({
        token: `e30.${btoa(JSON.stringify(claims))}.${crypto.randomUUID()}`,
        expiresOnTimestamp: Date.now() + 3_000_000,
      }));
    const catchCreationError = (
      ...[credential, options]: Partial<Parameters<typeof client.createTeamsCallAgent>>
    ) => catchErrorCode(() => client.createTeamsCallAgent(credential as never, options));
    const teamsUser = { tid: 't', skypeid: 'orgid:x' };
    // The test creates three agents of one user at the same time: two in one client, and one in another client.
    const sameUser = await Promise.all([
      catchCreationError(createCredentialWith(teamsUser)),
      catchCreationError(createCredentialWith(teamsUser)),
      catchErrorCode(() => new sdk.CallClient().createTeamsCallAgent(createCredentialWith(teamsUser))),
    ]);
    return {
      otherUserKind: await catchCreationError(createCredentialWith({ skypeid: 'acs:x' })),
      expiredToken: await catchCreationError(
        createCredentialWith({ ...teamsUser, skypeid: 'orgid:y', exp: 1_700_000_000 }),
      ),
      noCredential: await catchCreationError(),
      failingCredential: await catchCreationError(
        createCredential(async () => {
          throw new Error('no');
        }),
      ),
      displayName: await catchCreationError(createCredentialWith(teamsUser), { displayName: 'Me' }),
      sameUser,
    };
  });
  expect(result).toEqual({
    otherUserKind: '403/40231',
    expiredToken: '401/40235',
    noCredential: '401/44108',
    failingCredential: '401/44110',
    displayName: '400/40214',
    // Signalling refuses the first agent, because its token is made up. The SDK refuses the other agents before they connect.
    sameUser: ['401/10009', '400/40008', '409/40230'],
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

// C19 is the id of a defect that an earlier version had.
test('C19: a client has one agent: it returns the same agent for its user, refuses another user with 400/40008, and creates a new agent after dispose', async () => {
  const result = await runInNewPage(async ({ sdk, objectIds, catchErrorCode, identifierOf }) => {
    const client = new sdk.CallClient();
    const otherClient = new sdk.CallClient();
    const createAgent = (name: string, owner = client) =>
      owner.createTeamsCallAgent({
        getToken: async () => ({ token: objectIds[name] ?? '', expiresOnTimestamp: Date.now() + 3_000_000 }),
        dispose: () => undefined,
      });
    const firstAgent = createAgent('alice');
    const whileCreating = {
      sameUser: await catchErrorCode(() => createAgent('alice')),
      otherUser: await catchErrorCode(() => createAgent('bob')),
      otherClient: await catchErrorCode(() => createAgent('alice', otherClient)),
    };
    const agent = await firstAgent;
    const onceCreated = {
      isSameAgent: (await createAgent('alice')) === agent,
      otherUser: await catchErrorCode(() => createAgent('bob')),
      isSameAgentForOtherClient: (await createAgent('alice', otherClient)) === agent,
      otherUserForOtherClient: await catchErrorCode(() => createAgent('bob', otherClient)),
    };
    const disposal = agent.dispose();
    const nextAgent = await createAgent('alice');
    await disposal;
    await nextAgent.dispose();
    const bobAgent = await createAgent('bob');
    return {
      whileCreating,
      onceCreated,
      isNewAgent: nextAgent !== agent,
      secondDispose: await catchErrorCode(() => agent.dispose()),
      callAfterDispose: await catchErrorCode(() => agent.startCall(identifierOf('bob'))),
      bobAgentState: bobAgent.connectionState,
    };
  });
  expect(result).toEqual({
    whileCreating: { sameUser: '400/40008', otherUser: '400/40008', otherClient: '409/40230' },
    onceCreated: {
      isSameAgent: true,
      otherUser: '400/40008',
      isSameAgentForOtherClient: true,
      otherUserForOtherClient: '400/40008',
    },
    isNewAgent: true,
    secondDispose: '409/40204',
    callAfterDispose: '409/40204',
    bobAgentState: 'Connected',
  });
});
