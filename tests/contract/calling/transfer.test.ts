import type { TeamsCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

// Documented at learn.microsoft.com, how-tos/calling-sdk/transfer-calls: "The call object of the new transfer call between
// the transferee and the target participant voicemail".
test('a transfer to voicemail connects the transferee to the greeting, and ends the first call', async () => {
  const result = await runInNewPage(
    async ({ signIn, connectAliceAndBob, sdk, waitUntil, firstOf, ...api }) => {
      const { alice, bob, aliceCall, bobCall } = await connectAliceAndBob();
      const carol = await signIn('carol');
      const transferredCall = new Promise<TeamsCall>((resolve) => {
        bobCall
          .feature(sdk.Features.Transfer)
          .on('transferAccepted', ({ targetCall }) => resolve(targetCall as TeamsCall));
      });
      const transfer = aliceCall
        .feature(sdk.Features.Transfer)
        .transfer({ targetParticipantVoicemail: api.identifierOf('carol') });
      const states = [transfer.state];
      transfer.on('stateChanged', () => states.push(transfer.state));
      let hasRungAtCarol = false;
      carol.agent.on('incomingCall', () => (hasRungAtCarol = true));
      const voicemailCall = await transferredCall;
      await waitUntil(
        () =>
          voicemailCall.state === 'Connected' &&
          aliceCall.state === 'Disconnected' &&
          bobCall.state === 'Disconnected',
      );
      const volume = await firstOf(voicemailCall.remoteAudioStreams).getVolume();
      await waitUntil(() => volume.level > 0);
      const voicemail = firstOf(voicemailCall.remoteParticipants);
      const voicemailState = voicemail.state;
      const availableVideos = voicemail.videoStreams.filter(({ isAvailable }) => isAvailable).length;
      await voicemailCall.hangUp();
      return {
        transferStates: states,
        hasRungAtCarol,
        isVoicemailOfCarol: api.userIdOf(voicemail.identifier) === api.objectIds['carol'],
        voicemailState,
        availableVideos,
        callCounts: [alice, bob, carol].map(({ agent }) => agent.calls.length),
      };
    },
  );
  expect(result).toEqual({
    transferStates: ['Transferring', 'Transferred'],
    hasRungAtCarol: false,
    isVoicemailOfCarol: true,
    voicemailState: 'Connected',
    availableVideos: 0,
    callCounts: [0, 0, 0],
  });
});
