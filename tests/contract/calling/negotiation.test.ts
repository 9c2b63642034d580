import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

// C20 is the id of a defect that an earlier version had.
test('C20: an offer or answer that the other participant or a bot cannot apply ends the call on both sides, with a code and a message', async (api) => {
  const { waitUntil, expectEqual } = api;
  for (const type of ['offer', 'answer'] as const) {
    api.breakSessionDescriptions(type);
    const { alice, aliceCall, incomingCall } = await api.ringBob();
    const calls = [aliceCall, await incomingCall.accept()];
    if (type === 'offer') calls.push(alice.agent.startCall(api.identifierOf('echo')));
    await waitUntil(() => calls.every(({ state }) => state === 'Disconnected'));
    await waitUntil(() => api.listOpenConnections().length === 0 && api.countLiveTracks() === 0);
    for (const call of calls) {
      expectEqual(api.endReasonOf(call), '410/3111');
      const { message } = call.callEndReason as { message?: string };
      expectEqual(message?.includes('the media description of the other side could not be applied'), true);
    }
  }
  expectEqual(api.uncaughtErrors, []);
});

test('C20: a connected call ends when a later description cannot be applied', async (api) => {
  const { waitUntil, expectEqual } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob();
  api.breakSessionDescriptions('offer');
  // A shared screen makes a new negotiation necessary.
  const canvas = document.createElement('canvas');
  canvas.getContext('2d');
  await aliceCall.startScreenSharing(new api.sdk.LocalVideoStream(canvas.captureStream(5)));
  for (const call of [aliceCall, bobCall]) {
    await waitUntil(() => call.state === 'Disconnected');
    expectEqual(api.endReasonOf(call), '410/301005');
  }
  await waitUntil(() => api.listOpenConnections().length === 0 && api.countLiveTracks() === 0);
  expectEqual(api.uncaughtErrors, []);
});

test('C20: a participant who cannot negotiate with anyone in a group call leaves it, and the group call goes on for the others', async (api) => {
  const { waitUntil, expectEqual } = api;
  const { agent } = await api.signIn('alice');
  const bobCalls = api.acceptEveryCall((await api.signIn('bob')).agent);
  const incomingCallOfCarol = api.waitForIncomingCall((await api.signIn('carol')).agent);
  const callees = [api.identifierOf('bob'), api.identifierOf('carol')];
  const aliceCall = agent.startCall(callees, { threadId: '19:group@thread.v2' });
  const bobCall = await waitUntil(() => bobCalls[0]);
  await waitUntil(() => aliceCall.state === 'Connected' && bobCall.state === 'Connected');
  api.breakSessionDescriptions('answer');
  const carolCall = await (await incomingCallOfCarol).accept();
  await waitUntil(() => carolCall.state === 'Disconnected');
  expectEqual(api.endReasonOf(carolCall), '410/3111');
  await waitUntil(() =>
    [aliceCall, bobCall].every(({ remoteParticipants }) => remoteParticipants.length === 1),
  );
  expectEqual([aliceCall.state, bobCall.state], ['Connected', 'Connected']);
  expectEqual(api.uncaughtErrors, []);
});
