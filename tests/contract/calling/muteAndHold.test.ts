import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/** The tests measure the sound or the bytes that a participant receives. A steady tone replaces the fake microphone. */
const { test } = setUpHarness();

// The ids in titles, such as C6, are those of defects that an earlier version had.
test('C6: the other participant receives no sound 200 ms after mute() has resolved, and receives the tone again after unmute()', async (api) => {
  const { aliceCall, bobCall } = await api.connectAliceAndBob(api.withTone, api.withTone);
  const meter = await api.createSoundMeter(bobCall);
  await meter.waitForSound();
  const soundDurationsMs: number[] = [];
  for (let round = 0; round < 3; round++) {
    await aliceCall.mute();
    soundDurationsMs.push(await meter.waitForSilence(performance.now()));
    await aliceCall.unmute();
    await meter.waitForSound();
  }
  const isTooLong = (durationMs: number) => durationMs >= 200;
  api.expectEqual(soundDurationsMs.filter(isTooLong), []);
});

test('C5: mute() right after unmute() leaves the microphone silent, and unmute() right after mute() leaves it live', async (api) => {
  const { aliceCall, bobCall } = await api.connectAliceAndBob(api.withTone, api.withTone);
  const meter = await api.createSoundMeter(bobCall);
  await meter.waitForSound();
  await aliceCall.mute();
  await Promise.all([aliceCall.unmute(), aliceCall.mute()]);
  api.expectEqual((await meter.waitForSilence(performance.now())) < 200, true);
  api.expectEqual([api.readSentAudioTrack(aliceCall), aliceCall.isMuted], [null, true]);
  await Promise.all([aliceCall.unmute(), aliceCall.mute(), aliceCall.unmute()]);
  await meter.waitForSound();
  await Promise.all([aliceCall.mute(), aliceCall.unmute()]);
  await meter.waitForSound();
  api.expectEqual(aliceCall.isMuted, false);
});

test('C5: resume() right after hold() sends sound and video again, and hold() right after resume() sends nothing', async (api) => {
  const { expectEqual, withTone, readSentTrackKinds } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob(
    async (user) => ({ ...(await withTone()), ...(await api.withCamera(user)) }),
    withTone,
  );
  const meter = await api.createSoundMeter(bobCall);
  await meter.waitForSound();
  // The second sender is the one for video.
  await api.waitUntil(() => readSentTrackKinds(aliceCall)[1] === 'video');
  await Promise.all([aliceCall.hold(), aliceCall.resume()]);
  await meter.waitForSound();
  expectEqual(readSentTrackKinds(aliceCall), ['audio', 'video']);
  await api.waitUntilMoving(await api.waitForRemoteVideo(bobCall));
  await aliceCall.hold();
  await Promise.all([aliceCall.resume(), aliceCall.hold()]);
  expectEqual((await meter.waitForSilence(performance.now())) < 200, true);
  expectEqual(readSentTrackKinds(aliceCall), [undefined, undefined]);
  expectEqual(aliceCall.state, 'LocalHold');
});

test('E5: a participant on hold receives neither video nor sound, and when both participants hold the call, media flows again once both have resumed', async (api) => {
  const { waitUntil, expectEqual, withCamera, waitForMedia, waitForNoMedia } = api;
  const { aliceCall, bobCall } = await api.connectAliceAndBob(withCamera, withCamera);
  const calls = [aliceCall, bobCall];
  const waitForStates = (...states: string[]) =>
    waitUntil(() => calls.every(({ state }, index) => state === states[index]));
  await Promise.all(calls.map((call) => api.waitForRemoteVideo(call)));
  await Promise.all(calls.map(waitForMedia));
  await aliceCall.hold();
  await waitForNoMedia(aliceCall);
  await waitForStates('LocalHold', 'RemoteHold');
  await bobCall.hold();
  await Promise.all(calls.map(waitForNoMedia));
  await waitForStates('LocalHold', 'LocalHold');
  await aliceCall.resume();
  await waitForStates('RemoteHold', 'LocalHold');
  await Promise.all(calls.map(waitForNoMedia));
  // At the same time Bob resumes, and Alice holds and resumes once more.
  await Promise.all([bobCall.resume(), aliceCall.hold(), aliceCall.resume()]);
  await waitForStates('Connected', 'Connected');
  await Promise.all(calls.map(waitForMedia));
  for (const call of calls) await api.waitUntilMoving(await api.waitForRemoteVideo(call));
  expectEqual(api.firstOf(aliceCall.remoteParticipants).state, 'Connected');
});

test('E5: a bot sends nothing while its caller holds the call, and a hold that a listener starts during a resume takes effect', async (api) => {
  const call = (await api.signIn('alice')).agent.startCall(api.identifierOf('echo'));
  await api.waitUntil(() => call.state === 'Connected');
  await api.waitForMedia(call);
  await call.hold();
  await api.waitForNoMedia(call);
  await call.resume();
  await api.waitForMedia(call);
  await call.hold();
  call.on('stateChanged', function holdAgain() {
    if (call.state !== 'Connected') return;
    call.off('stateChanged', holdAgain);
    void call.hold();
  });
  await call.resume();
  await api.waitForNoMedia(call);
  api.expectEqual(call.state, 'LocalHold');
});
