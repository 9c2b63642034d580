import { afterEach, expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/**
 * Conditions that make the SDK give another answer than the emulator gives by default. (Conditions are faults that a test
 * switches on in the emulator.) Each test is named after its condition.
 */
const { getHarness, runInNewPage } = setUpHarness();
const setConditions = (...changes: Parameters<ReturnType<typeof getHarness>['conditions']['set']>) =>
  getHarness().conditions.set(...changes);
afterEach(() => getHarness().conditions.reset());

test('muteLimit: above the limit mute() rejects with 429, isMuted is true, and the other participant still hears the user', async () => {
  setConditions({ muteLimit: { changes: 2, seconds: 3 } });
  const result = await runInNewPage(
    async ({ connectAliceAndBob, withTone, createSoundMeter, catchErrorCode, ...api }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob(withTone, withTone);
      const meter = await createSoundMeter(bobCall);
      await meter.waitForSound();
      await aliceCall.mute();
      await aliceCall.unmute();
      let eventCount = 0;
      aliceCall.on('isMutedChanged', () => (eventCount += 1));
      const refusal = await catchErrorCode(() => aliceCall.mute());
      const afterRefusal = { isMuted: aliceCall.isMuted, eventCount };
      // On a busy machine, Bob may learn only now that Alice had unmuted herself.
      await api.waitUntil(() => bobCall.remoteParticipants[0]?.isMuted === false);
      await meter.waitForSound();
      const isSeenMuted = bobCall.remoteParticipants[0]?.isMuted;
      await api.waitUntil(async () => (await catchErrorCode(() => aliceCall.mute())) === 'no error');
      const soundDurationMs = await meter.waitForSilence(performance.now());
      return { refusal, afterRefusal, isSeenMuted, isSilent: soundDurationMs < 300 };
    },
  );
  expect(result).toEqual({
    refusal: '429/0',
    afterRefusal: { isMuted: true, eventCount: 1 },
    isSeenMuted: false,
    isSilent: true,
  });
});

test('lateMuteMs: mute() right after unmute() does nothing, because isMuted is still true, and the microphone opens afterwards', async () => {
  const page = await getHarness().openPage();
  const callPage = await page.extendApi(async ({ connectAliceAndBob }) => {
    const calls = await connectAliceAndBob();
    await calls.aliceCall.mute();
    return calls;
  });
  setConditions({ lateMuteMs: 300 });
  // The condition reaches the page a moment later.
  const isMutedAfterBoth = () =>
    callPage.run(async ({ aliceCall, pause }) => {
      await aliceCall.unmute();
      const isMutedAtOnce = aliceCall.isMuted;
      await aliceCall.mute();
      await pause(400);
      const isMutedLater = aliceCall.isMuted;
      await aliceCall.mute();
      await pause(400);
      return { isMutedAtOnce, isMutedLater };
    });
  await expect.poll(isMutedAfterBoth).toEqual({ isMutedAtOnce: true, isMutedLater: false });
  await page.close();
});

test('muteFailsBeforeConnected, otherIncomingId and callEndReason change what an app reads of a call that rings and ends', async () => {
  setConditions({ muteFailsBeforeConnected: true, otherIncomingId: true, callEndReason: 'late' });
  const result = await runInNewPage(
    async ({ signIn, identifierOf, waitForIncomingCall, catchErrorCode, waitUntil, pause }) => {
      const [alice, bob] = [await signIn('alice'), await signIn('bob')];
      const ringing = waitForIncomingCall(bob.agent);
      const aliceCall = alice.agent.startCall(identifierOf('bob'));
      const incomingCall = await ringing;
      const refusals = [
        await catchErrorCode(() => aliceCall.mute()),
        await catchErrorCode(() => aliceCall.muteIncomingAudio()),
      ];
      const bobCall = await incomingCall.accept();
      await waitUntil(() => aliceCall.state === 'Connected' && bobCall.state === 'Connected');
      await aliceCall.muteIncomingAudio();
      const hasOtherId = incomingCall.id !== bobCall.id && aliceCall.id === bobCall.id;
      const reasons: (number | undefined)[] = [];
      bobCall.on('stateChanged', () => {
        if (bobCall.state === 'Disconnected') reasons.push(bobCall.callEndReason?.code);
      });
      await aliceCall.hangUp();
      await waitUntil(() => bobCall.state === 'Disconnected');
      const secondRinging = waitForIncomingCall(bob.agent);
      const secondCall = alice.agent.startCall(identifierOf('bob'));
      const secondIncoming = await secondRinging;
      const hasEnded = new Promise<void>((resolve) => {
        secondIncoming.on('callEnded', () => {
          reasons.push(secondIncoming.callEndReason?.code);
          resolve();
        });
      });
      await secondCall.hangUp();
      await hasEnded;
      await pause(600);
      reasons.push(bobCall.callEndReason?.code, secondIncoming.callEndReason?.code);
      return { refusals, hasOtherId, reasons };
    },
  );
  expect(result).toEqual({
    refusals: ['400/0', '400/0'],
    hasOtherId: true,
    // A page sends `undefined` as `null` only inside arrays.
    reasons: [undefined, undefined, 0, 487],
  });
});

test('holdFailsInRemoteHold: hold() rejects while only the other participant holds the call', async () => {
  setConditions({ holdFailsInRemoteHold: true });
  const result = await runInNewPage(async ({ connectAliceAndBob, catchErrorCode, waitUntil }) => {
    const { aliceCall, bobCall } = await connectAliceAndBob();
    await bobCall.hold();
    await waitUntil(() => aliceCall.state === 'RemoteHold');
    const refusal = await catchErrorCode(() => aliceCall.hold());
    const stateAfterRefusal = aliceCall.state;
    await bobCall.resume();
    await waitUntil(() => aliceCall.state === 'Connected');
    await aliceCall.hold();
    return { refusal, stateAfterRefusal, state: aliceCall.state };
  });
  expect(result).toEqual({ refusal: '500/41033', stateAfterRefusal: 'RemoteHold', state: 'LocalHold' });
});

test('plainCaptions: in a running call the kind of the captions changes, and the new captions must be started', async () => {
  const page = await getHarness().openPage();
  const callPage = await page.extendApi(async ({ connectAliceAndBob, sdk, log }) => {
    const calls = await connectAliceAndBob();
    const feature = calls.aliceCall.feature(sdk.Features.Captions);
    feature.on('CaptionsKindChanged', () => log.push(feature.captions.kind));
    await feature.captions.startCaptions();
    return { feature };
  });
  setConditions({ plainCaptions: true });
  await expect.poll(() => callPage.run(({ log }) => log)).toEqual(['Captions']);
  const result = await callPage.run(async ({ feature }) => {
    const { captions } = feature;
    const wasActive = captions.isCaptionsFeatureActive;
    await captions.startCaptions();
    return {
      wasActive,
      isActive: captions.isCaptionsFeatureActive,
      canTranslate: 'setCaptionLanguage' in captions,
    };
  });
  expect(result).toEqual({ wasActive: false, isActive: true, canTranslate: false });
  await page.close();
});

test('earlyMedia and noPhoneCaptions: the caller hears the telephone network before a telephone answers, and captions are refused', async () => {
  setConditions({ earlyMedia: true, noPhoneCaptions: true });
  const result = await runInNewPage(async ({ signIn, sdk, waitUntil, catchErrorCode, firstOf }) => {
    const { agent } = await signIn('alice');
    const call = agent.startCall({ phoneNumber: '+14255550100' } as never);
    const states: string[] = [];
    call.on('stateChanged', () => states.push(call.state));
    await waitUntil(() => call.state === 'EarlyMedia' && call.remoteAudioStreams.length === 1);
    const volume = await firstOf(call.remoteAudioStreams).getVolume();
    const participantState = firstOf(call.remoteParticipants).state;
    await waitUntil(() => volume.level > 0);
    await waitUntil(() => call.state === 'Connected' && call.remoteAudioStreams.length === 1);
    const refusal = await catchErrorCode(() => call.feature(sdk.Features.Captions).captions.startCaptions());
    await call.hangUp();
    return { states, participantState, refusal };
  });
  expect(result).toMatchObject({ participantState: 'EarlyMedia', refusal: '403/0' });
  expect(result.states.slice(0, 3)).toEqual(['Connecting', 'EarlyMedia', 'Connected']);
});

test('transferredCallEnds: the former call of the transferee ends late, and with the code of the condition', async () => {
  setConditions({ transferredCallEnds: { afterMs: 600, code: 410, subCode: 3101 } });
  const result = await runInNewPage(async ({ connectAliceAndBob, signIn, sdk, waitUntil, pause, ...api }) => {
    const { aliceCall, bob, bobCall } = await connectAliceAndBob();
    const carol = await signIn('carol');
    api.acceptEveryCall(carol.agent);
    aliceCall
      .feature(sdk.Features.Transfer)
      .transfer({ targetParticipant: api.identifierOf('carol') } as never);
    await waitUntil(() => bob.agent.calls.length === 2 && bob.agent.calls[1]?.state === 'Connected');
    await aliceCall.hangUp();
    await pause(300);
    const stateMeanwhile = bobCall.state;
    await waitUntil(() => bobCall.state === 'Disconnected');
    return { stateMeanwhile, end: api.endReasonOf(bobCall), calls: bob.agent.calls.length };
  });
  expect(result).toEqual({ stateMeanwhile: 'Connected', end: '410/3101', calls: 1 });
});
