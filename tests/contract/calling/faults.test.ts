import type { TeamsCall } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

// The agents of a call that goes on may take three seconds to open a new socket.
const { test } = setUpHarness({ lostSocketGraceMs: 3_000 });

test('after the signalling socket is closed with any code, the agent reports the reason and reconnects, the call goes on, and the events and remote diagnostics that the agent missed arrive', async (api) => {
  const { waitUntil, expectEqual, log } = api;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob();
  alice.agent.on('connectionStateChanged', ({ newValue, reason }) => log.push(`${newValue} ${reason}`));
  const remoteDiagnostics: string[] = [];
  const { remote } = bobCall.feature(api.sdk.Features.UserFacingDiagnostics);
  remote.on('diagnosticChanged', ({ diagnostics: [first] }) =>
    remoteDiagnostics.push(`${first?.diagnostic} ${first?.value}`),
  );
  // Without a code the socket breaks, and the browser reports 1006. The server closes with 4401 if a token is not valid.
  for (const code of [undefined, 1011, 4401]) {
    await api.emulator.dropSockets(code);
    await (bobCall.isMuted ? bobCall.unmute() : bobCall.mute());
    await waitUntil(() => aliceCall.remoteParticipants[0]?.isMuted === bobCall.isMuted);
    await waitUntil(() => log.length === 2);
    const reason = code === 4401 ? 'invalidToken' : 'connectionIssue';
    expectEqual(log.splice(0), [`Disconnected ${reason}`, 'Connected undefined']);
    expectEqual(aliceCall.state, 'Connected');
  }
  // 3 is DiagnosticQuality.Bad, 1 is Good.
  expectEqual(remoteDiagnostics.slice(0, 2), ['serverConnection 3', 'serverConnection 1']);
}, 60_000);

test('C24: a call warns within 5 s after the emulator stops answering or disappears, and withdraws the warning when the emulator is back', async (api) => {
  const { waitUntil, expectEqual, emulator } = api;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob();
  const networkOf = (call: TeamsCall) => call.feature(api.sdk.Features.UserFacingDiagnostics).network;
  const log: string[] = [];
  networkOf(aliceCall).on('diagnosticChanged', ({ diagnostic, value }) => log.push(`${diagnostic} ${value}`));
  for (const condition of [{ silentSignalling: true }, { refuseSignalling: 1011 }]) {
    await emulator.setConditions(condition);
    if ('refuseSignalling' in condition) await emulator.dropSockets();
    const isWarned = (call: TeamsCall) => Number(networkOf(call).getLatest().networkReconnect?.value) > 1;
    await waitUntil(() => isWarned(aliceCall) && isWarned(bobCall), 5_000);
    await emulator.setConditions({ silentSignalling: null, refuseSignalling: null });
    // The agent waits up to five seconds between two attempts to reconnect.
    await waitUntil(() => alice.agent.connectionState === 'Connected' && log.length === 2, 15_000);
    // 2 is DiagnosticQuality.Poor, 1 is Good.
    expectEqual(log.splice(0), ['networkReconnect 2', 'networkReconnect 1']);
    expectEqual(aliceCall.state, 'Connected');
  }
}, 60_000);

test('when both participants restart ICE at the same time, the call and its media go on', async (api) => {
  const { waitUntil, expectEqual, firstPeerOf } = api;
  const { alice, aliceCall, bobCall } = await api.connectAliceAndBob();
  const readIceFragments = () => {
    const { localDescription, remoteDescription } = firstPeerOf(aliceCall).connection;
    return [localDescription, remoteDescription].map(
      (description) => /ice-ufrag:(.*)/.exec(description?.sdp ?? '')?.[1],
    );
  };
  const fragmentsBefore = readIceFragments();
  // The emulator's Calling SDK restarts ICE when the browser reports that it is online.
  dispatchEvent(new Event('online'));
  await waitUntil(() => readIceFragments().every((fragment) => !fragmentsBefore.includes(fragment)));
  await aliceCall.startVideo(await api.createCameraStream(alice.client));
  await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall));
  const { signalingState, connectionState } = firstPeerOf(aliceCall).connection;
  expectEqual([signalingState, connectionState], ['stable', 'connected']);
});

test('a call that is accepted while the media is lost is connected when the media is back', async (api) => {
  await api.emulator.setConditions({ media: 'lost' });
  const { aliceCall, incomingCall } = await api.ringBob();
  const bobCall = await incomingCall.accept();
  const startedAt = performance.now();
  await api.waitUntil(() => performance.now() - startedAt > 1_000);
  api.expectEqual([aliceCall.state, bobCall.state].includes('Connected'), false);
  await api.emulator.setConditions({ media: null });
  await api.waitUntil(() => aliceCall.state === 'Connected' && bobCall.state === 'Connected', 5_000);
});

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
});
