import type { TeamsCall } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

// Documented at learn.microsoft.com, how-tos/calling-sdk/transfer-calls: "The call object of the new transfer call between
// the transferee and the target participant voicemail".
test('a transfer to voicemail connects the transferee to the greeting, and ends the first call', async (api) => {
  const { waitUntil, expectEqual, firstOf, log } = api;
  const { Transfer } = api.sdk.Features;
  const { bob, aliceCall, bobCall } = await api.connectAliceAndBob();
  const carol = await api.signIn('carol');
  carol.agent.on('incomingCall', () => log.push('Carol is called'));
  const transferAccepted = new Promise<{ targetCall: unknown }>((resolve) =>
    bobCall.feature(Transfer).on('transferAccepted', resolve),
  );
  const target = { targetParticipantVoicemail: api.identifierOf('carol') };
  const transfer = aliceCall.feature(Transfer).transfer(target);
  transfer.on('stateChanged', () => log.push(transfer.state));
  const voicemailCall = (await transferAccepted).targetCall as TeamsCall;
  await waitUntil(() => voicemailCall.state === 'Connected');
  await waitUntil(() => aliceCall.state === 'Disconnected' && bobCall.state === 'Disconnected');
  expectEqual(log, ['Transferred']);
  const volume = await firstOf(voicemailCall.remoteAudioStreams).getVolume();
  await waitUntil(() => volume.level > 0);
  const voicemail = firstOf(voicemailCall.remoteParticipants);
  const hasVideo = voicemail.videoStreams.some(({ isAvailable }) => isAvailable);
  expectEqual([...api.firstNamesOf([voicemail]), voicemail.state, hasVideo], ['carol', 'Connected', false]);
  await voicemailCall.hangUp();
  expectEqual([bob.agent.calls.length, carol.agent.calls.length], [0, 0]);
});
