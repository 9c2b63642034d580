import type { TeamsCaptions, TeamsCaptionsInfo } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { sendSpokenText } from '../../../src/emulator/signalling/features/captions.ts';
import {
  requireConsent,
  setRecording,
  setTranscription,
} from '../../../src/emulator/signalling/features/recording.ts';
import { findOnlyMeeting } from '../../support/calling/findOnlyMeeting.ts';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

/**
 * Users start recording and transcription in Teams; no SDK method starts them. The emulator has controls (HTTP routes) for this.
 * The test calls the functions behind those controls.
 */
const { getHarness } = setUpHarness();

/**
 * Opens a page in which Alice and Bob are in a meeting. Bob's camera is on. The page logs Bob's events about recording,
 * transcription and capabilities, and collects the captions that Alice receives.
 */
async function openMeetingPage() {
  const page = await getHarness().openPage();
  return page.extendApi(async ({ sdk, joinTownHall, createCameraStream, log }) => {
    const [aliceCall, bobCall] = await joinTownHall('alice', 'bob');
    const recording = bobCall.feature(sdk.Features.Recording);
    const transcription = bobCall.feature(sdk.Features.Transcription);
    const capabilities = bobCall.feature(sdk.Features.Capabilities);
    recording.on('isRecordingActiveChanged', () => log.push(`recording ${recording.isRecordingActive}`));
    recording.on('recordingsUpdated', ({ added, removed }) => {
      log.push(`recordings +${added.length} -${removed.length}`);
      for (const info of added) {
        info.on('recordingStateChanged', () => log.push(sdk.RecordingState[info.state]));
      }
    });
    transcription.on('isTranscriptionActiveChanged', () =>
      log.push(`transcription ${transcription.isTranscriptionActive}`),
    );
    await bobCall.startVideo(await createCameraStream(new sdk.CallClient()));
    capabilities.on('capabilitiesChanged', ({ newValue }) =>
      log.push(`${Object.keys(newValue).toSorted().join()} ${newValue.unmuteMic?.reason}`),
    );
    const receivedCaptions: TeamsCaptionsInfo[] = [];
    const captions = aliceCall.feature(sdk.Features.Captions).captions as TeamsCaptions;
    captions.on('CaptionsReceived', (info) => receivedCaptions.push(info));
    await captions.startCaptions();
    return { aliceCall, bobCall, recording, transcription, capabilities, receivedCaptions };
  });
}

// Documented at learn.microsoft.com, how-tos/calling-sdk/record-calls and call-transcription, section "Explicit consent" of
// both.
test('participants get events about recording and transcription, must consent before they can unmute, and get captions of what others say', async () => {
  const page = await openMeetingPage();
  const waitForLogLength = (length: number) =>
    expect.poll(() => page.run(({ log }) => log.length)).toBe(length);
  const { call, findParticipant } = findOnlyMeeting(getHarness());
  setRecording(call, true);
  await waitForLogLength(2);
  setRecording(call, 'paused');
  await waitForLogLength(4);
  setTranscription(call, true);
  sendSpokenText(call, findParticipant('bob'), 'I did not agree to that.');
  await page.run(({ log, receivedCaptions, waitUntil }) =>
    waitUntil(
      () =>
        log.includes('transcription true') &&
        receivedCaptions.some(({ resultType }) => resultType === 'Final'),
    ),
  );
  requireConsent(call, true);
  const result = await page.run(
    async ({ aliceCall, bobCall, recording, transcription, capabilities, receivedCaptions, ...api }) => {
      const { sdk, waitUntil, catchErrorCode, firstNamesOf } = api;
      await waitUntil(() => bobCall.isMuted && !bobCall.isLocalVideoStarted);
      const camera = { id: 'camera:', name: '', deviceType: 'UsbCamera' } as const;
      const beforeConsent = {
        isRequiredForRecording: recording.isTeamsConsentRequired,
        isRequiredForTranscription: transcription.isTeamsConsentRequired,
        unmuteError: await catchErrorCode(() => bobCall.unmute()),
        videoError: await catchErrorCode(() => bobCall.startVideo(new sdk.LocalVideoStream(camera))),
        screenError: await catchErrorCode(() => bobCall.startScreenSharing()),
        screenReason: capabilities.capabilities.shareScreen.reason,
      };
      await transcription.grantTeamsConsent();
      await bobCall.unmute();
      const afterConsentOfBob = {
        isRequiredForBob: recording.isTeamsConsentRequired,
        isRequiredForAlice: aliceCall.feature(sdk.Features.Recording).isTeamsConsentRequired,
        isBobMuted: bobCall.isMuted,
        canShareScreen: capabilities.capabilities.shareScreen.isPresent,
      };
      const lastCaption = receivedCaptions.at(-1);
      return {
        beforeConsent,
        afterConsentOfBob,
        captionSpeaker: lastCaption && firstNamesOf([lastCaption.speaker])[0],
        captionText: lastCaption?.captionText,
        recordingCount: recording.recordings.length,
      };
    },
  );
  setRecording(call, false);
  setTranscription(call, false);
  await page.run(({ log, waitUntil }) => waitUntil(() => log.includes('transcription false')));
  expect(result).toEqual({
    beforeConsent: {
      isRequiredForRecording: true,
      isRequiredForTranscription: true,
      unmuteError: '403/0',
      videoError: '403/0',
      screenError: '403/0',
      screenReason: 'ExplicitConsentRequired',
    },
    afterConsentOfBob: {
      isRequiredForBob: false,
      isRequiredForAlice: true,
      isBobMuted: false,
      canShareScreen: true,
    },
    captionSpeaker: 'bob',
    captionText: 'I did not agree to that.',
    recordingCount: 1,
  });
  expect(await page.run(({ log }) => log)).toEqual([
    'recordings +1 -0',
    'recording true',
    'Paused',
    'recording false',
    'transcription true',
    'shareScreen,turnVideoOn,unmuteMic ExplicitConsentRequired',
    'shareScreen,turnVideoOn,unmuteMic Capable',
    'Ended',
    'recordings +0 -1',
    'transcription false',
  ]);
  await page.run(async ({ aliceCall, bobCall }) => {
    await aliceCall.hangUp();
    await bobCall.hangUp();
  });
  await page.close();
});
