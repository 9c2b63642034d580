import type { CapabilitiesChangeInfo } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/**
 * A condition is a fault, a delay or another answer of the SDK, which a control of the emulator switches on. Each test is named
 * after its condition. A condition that a test sets during a call reaches the page a moment later.
 */
const { test } = setUpHarness();

test('timing: creating an agent or the first device manager takes as long as the condition says, and a second manager is created at once', async (api) => {
  await api.emulator.setConditions({ timing: { agentMs: 700, deviceManagerMs: 400 } });
  const client = new api.sdk.CallClient();
  const measure = async (action: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await action();
    return performance.now() - startedAt;
  };
  const managerMs = await measure(() => client.getDeviceManager());
  const secondManagerMs = await measure(() => client.getDeviceManager());
  const agentMs = await measure(() => api.signIn('alice'));
  api.expectEqual([managerMs > 390, secondManagerMs < 200, agentMs > 690], [true, true, true]);
});

test('eventDelivery: events without a payload come twice and out of order, events with a payload come once, and every listener reads the present state', async (api) => {
  const { waitUntil, expectEqual } = api;
  // The value `both` makes events come twice and out of order.
  await api.emulator.setConditions({ eventDelivery: 'both' });
  const { bob, aliceCall, bobCall } = await api.connectAliceAndBob();
  // Late events of the set-up would otherwise reach the listeners below.
  await api.pause(120);
  const count = (event: string) => api.log.filter((line) => line === event).length;
  bobCall.on('stateChanged', () => api.log.push(`state ${bobCall.state}`));
  bobCall.on('remoteParticipantsUpdated', () => api.log.push('participants'));
  aliceCall.on('isMutedChanged', () => api.log.push(`muted ${aliceCall.isMuted}`));
  bob.agent.on('callsUpdated', () => api.log.push('calls'));
  await aliceCall.mute();
  await waitUntil(() => count('muted true') === 2);
  await aliceCall.hold();
  await waitUntil(() => count('state RemoteHold') === 2);
  await aliceCall.hangUp();
  await waitUntil(() => count('calls') > 0 && count('state Disconnected') >= 2);
  await api.pause(120);
  expectEqual([count('calls'), count('participants')], [1, 1]);
  // Events that come twice look like states that come twice.
  api.eventProblems.length = 0;
});

test('rendererFails: createView rejects with the code that the condition names, and works again when the condition is switched off', async (api) => {
  await api.emulator.setConditions({ rendererFails: { code: 408, subCode: 43203 } });
  const stream = await api.createCameraStream((await api.signIn('alice')).client);
  const drawStream = () => api.catchErrorCode(() => new api.sdk.VideoStreamRenderer(stream).createView());
  await api.waitUntil(async () => (await drawStream()) === '408/43203');
  await api.emulator.setConditions({ rendererFails: null });
  await api.waitUntil(async () => (await drawStream()) === 'no error');
});

test('holdFails, resumeFails and holdFailsInRemoteHold: the promise of hold or resume rejects, and the call keeps its state', async (api) => {
  const { waitUntil, expectEqual, catchErrorCode, emulator } = api;
  await emulator.setConditions({ holdFails: true });
  const { aliceCall, bobCall } = await api.connectAliceAndBob();
  const tryHold = () => catchErrorCode(() => aliceCall.hold());
  const tryResume = () => catchErrorCode(() => aliceCall.resume());
  expectEqual([await tryHold(), aliceCall.state], ['500/41033', 'Connected']);
  await emulator.setConditions({ holdFails: null, resumeFails: true, holdFailsInRemoteHold: true });
  await waitUntil(async () => (await tryHold()) === 'no error');
  expectEqual([await tryResume(), aliceCall.state], ['500/41034', 'LocalHold']);
  await emulator.setConditions({ resumeFails: null });
  await waitUntil(async () => (await tryResume()) === 'no error');
  await waitUntil(() => bobCall.state === 'Connected');
  await bobCall.hold();
  await waitUntil(() => aliceCall.state === 'RemoteHold');
  expectEqual([await tryHold(), aliceCall.state], ['500/41033', 'RemoteHold']);
});

test('withheldCapabilities: a call loses capabilities, reports this by an event, and refuses the commands that need them', async (api) => {
  const { sdk, waitUntil, expectEqual } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob();
  const feature = aliceCall.feature(sdk.Features.Capabilities);
  const changes: CapabilitiesChangeInfo[] = [];
  feature.on('capabilitiesChanged', (change) => changes.push(change));
  const alice = api.objectIds['alice'];
  await api.emulator.setConditions({ withheldCapabilities: ['turnVideoOn', 'unmuteMic'] }, alice);
  const { reason, newValue } = await waitUntil(() => changes[0]);
  const withheld = { isPresent: false, reason: 'UserPolicyRestricted' };
  expectEqual(
    { reason, ...newValue },
    { reason: 'UserPolicyChanged', turnVideoOn: withheld, unmuteMic: withheld },
  );
  expectEqual(feature.capabilities.turnVideoOn, withheld);
  expectEqual(bobCall.feature(sdk.Features.Capabilities).capabilities.turnVideoOn.isPresent, true);
  await aliceCall.mute();
  expectEqual(await api.catchErrorCode(() => aliceCall.unmute()), '403/0');
  await api.emulator.setConditions({ withheldCapabilities: null }, alice);
  await waitUntil(() => feature.capabilities.turnVideoOn.isPresent);
});

test('muteLimit: above the limit mute() rejects with 429, isMuted is true, and the other participant still hears the user', async (api) => {
  const { waitUntil, expectEqual, catchErrorCode, log, withTone } = api;
  await api.emulator.setConditions({ muteLimit: { changes: 2, seconds: 3 } });
  const { aliceCall, bobCall } = await api.connectAliceAndBob(withTone, withTone);
  const meter = await api.createSoundMeter(bobCall);
  await meter.waitForSound();
  await aliceCall.mute();
  await aliceCall.unmute();
  aliceCall.on('isMutedChanged', () => log.push('changed'));
  expectEqual(await catchErrorCode(() => aliceCall.mute()), '429/0');
  expectEqual([aliceCall.isMuted, log], [true, ['changed']]);
  // On a busy machine, Bob may learn only now that Alice had unmuted herself.
  await waitUntil(() => bobCall.remoteParticipants[0]?.isMuted === false);
  await meter.waitForSound();
  await waitUntil(async () => (await catchErrorCode(() => aliceCall.mute())) === 'no error');
  expectEqual((await meter.waitForSilence(performance.now())) < 300, true);
});

test('lateMuteMs: mute() right after unmute() does nothing, because isMuted is still true, and the microphone opens afterwards', async (api) => {
  await api.emulator.setConditions({ lateMuteMs: 300 });
  const { aliceCall } = await api.connectAliceAndBob();
  await aliceCall.mute();
  await api.waitUntil(() => aliceCall.isMuted);
  await aliceCall.unmute();
  api.expectEqual(aliceCall.isMuted, true);
  await aliceCall.mute();
  await api.waitUntil(() => !aliceCall.isMuted);
  await api.pause(400);
  api.expectEqual(aliceCall.isMuted, false);
});

test('muteFailsBeforeConnected, otherIncomingId and callEndReason change what an app reads of a call that rings and ends', async (api) => {
  const { waitUntil, expectEqual, catchErrorCode, emulator, log } = api;
  await emulator.setConditions({
    muteFailsBeforeConnected: true,
    otherIncomingId: true,
    callEndReason: 'late',
  });
  const { aliceCall, incomingCall } = await api.ringBob();
  expectEqual(await catchErrorCode(() => aliceCall.mute()), '400/0');
  expectEqual(await catchErrorCode(() => aliceCall.muteIncomingAudio()), '400/0');
  const bobCall = await incomingCall.accept();
  await waitUntil(() => aliceCall.state === 'Connected' && bobCall.state === 'Connected');
  await aliceCall.muteIncomingAudio();
  expectEqual([incomingCall.id === bobCall.id, aliceCall.id === bobCall.id], [false, true]);
  bobCall.on('stateChanged', () => {
    if (bobCall.state === 'Disconnected') log.push(bobCall.callEndReason ?? 'none');
  });
  await aliceCall.hangUp();
  await waitUntil(() => bobCall.state === 'Disconnected');
  const second = await api.ringBob();
  second.incomingCall.on('callEnded', () => log.push(second.incomingCall.callEndReason ?? 'none'));
  await second.aliceCall.hangUp();
  await waitUntil(() => log.length === 2);
  expectEqual(log, ['none', 'none']);
  expectEqual([...new Set(api.eventProblems.splice(0))], ['Disconnected without a reason']);
  await waitUntil(() => bobCall.callEndReason?.code === 0 && second.incomingCall.callEndReason?.code === 487);
});

test('plainCaptions: in a running call the kind of the captions changes, and the new captions must be started', async (api) => {
  const { aliceCall } = await api.connectAliceAndBob();
  const feature = aliceCall.feature(api.sdk.Features.Captions);
  feature.on('CaptionsKindChanged', () => api.log.push(feature.captions.kind));
  await feature.captions.startCaptions();
  await api.emulator.setConditions({ plainCaptions: true });
  await api.waitUntil(() => api.log.length > 0);
  const { captions } = feature;
  api.expectEqual([api.log, captions.isCaptionsFeatureActive], [['Captions'], false]);
  await captions.startCaptions();
  api.expectEqual([captions.isCaptionsFeatureActive, 'setCaptionLanguage' in captions], [true, false]);
});

test('earlyMedia and noPhoneCaptions: the caller hears the telephone network before a telephone answers, and captions are refused', async (api) => {
  const { waitUntil, expectEqual, firstOf, log } = api;
  await api.emulator.setConditions({ earlyMedia: true, noPhoneCaptions: true });
  const call = (await api.signIn('alice')).agent.startCall({ phoneNumber: '+14255550100' });
  call.on('stateChanged', () => log.push(call.state));
  await waitUntil(() => call.state === 'EarlyMedia' && call.remoteAudioStreams.length === 1);
  expectEqual(firstOf(call.remoteParticipants).state, 'EarlyMedia');
  const volume = await firstOf(call.remoteAudioStreams).getVolume();
  await waitUntil(() => volume.level > 0);
  await waitUntil(() => call.state === 'Connected' && call.remoteAudioStreams.length === 1);
  const { captions } = call.feature(api.sdk.Features.Captions);
  expectEqual(await api.catchErrorCode(() => captions.startCaptions()), '403/0');
  expectEqual(log, ['Connecting', 'EarlyMedia', 'Connected']);
});

test('transferredCallEnds: the former call of the transferee ends late, and with the code of the condition', async (api) => {
  const { waitUntil, expectEqual } = api;
  await api.emulator.setConditions({ transferredCallEnds: { afterMs: 2_000, code: 410, subCode: 3101 } });
  const { aliceCall, bob, bobCall } = await api.connectAliceAndBob();
  api.acceptEveryCall((await api.signIn('carol')).agent);
  aliceCall.feature(api.sdk.Features.Transfer).transfer({ targetParticipant: api.identifierOf('carol') });
  await waitUntil(() => bob.agent.calls[1]?.state === 'Connected');
  await aliceCall.hangUp();
  expectEqual(bobCall.state, 'Connected');
  await waitUntil(() => bobCall.state === 'Disconnected');
  expectEqual([api.endReasonOf(bobCall), bob.agent.calls.length], ['410/3101', 1]);
});
