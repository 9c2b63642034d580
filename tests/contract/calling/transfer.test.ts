import type { TeamsCall, TeamsIncomingCall } from '@azure/communication-calling';
import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { getHarness, runInNewPage } = setUpHarness();

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

// Documented on the same page: a transfer that takes longer than 60 seconds has failed.
test('after a transfer has timed out, the transferee stays in the former call, and no longer rings at the target', async () => {
  const page = await getHarness().openPage();
  const callPage = await page.extendApi(
    async ({ signIn, connectAliceAndBob, sdk, waitUntil, identifierOf }) => {
      const { aliceCall, bobCall } = await connectAliceAndBob();
      const carol = await signIn('carol');
      const incomingCalls: TeamsIncomingCall[] = [];
      carol.agent.on('incomingCall', (event) => incomingCalls.push(event.incomingCall));
      const targetCalls: TeamsCall[] = [];
      bobCall
        .feature(sdk.Features.Transfer)
        .on('transferAccepted', ({ targetCall }) => targetCalls.push(targetCall as TeamsCall));
      const transfer = aliceCall
        .feature(sdk.Features.Transfer)
        .transfer({ targetParticipant: identifierOf('carol') });
      const targetCall = await waitUntil(() => targetCalls[0]);
      const incomingCall = await waitUntil(() => incomingCalls[0]);
      return { aliceCall, bobCall, incomingCall, transfer, targetCall };
    },
  );
  getHarness().signalling.commands.clock.advance(60_000);
  const result = await callPage.run(
    async ({ aliceCall, bobCall, incomingCall, transfer, targetCall, waitUntil }) => {
      await waitUntil(() => incomingCall.callEndReason !== undefined && transfer.state === 'Failed');
      const { code, subCode } = transfer.error ?? {};
      return { error: [code, subCode], states: [aliceCall.state, bobCall.state, targetCall.state] };
    },
  );
  await page.close();
  expect(result).toEqual({ error: [487, 10004], states: ['Connected', 'Connected', 'Disconnected'] });
});
