import type { TeamsCall } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { test } = setUpHarness();

// Documented at learn.microsoft.com, how-tos/calling-sdk/call-context, and how-tos/cte-calling-sdk/shared-line-appearance.
test('the callee gets the custom context of a call, and of the transfer of a call; a call on behalf of a user rings', async (api) => {
  const { waitUntil, expectEqual, identifierOf } = api;
  const { alice, aliceCall, incomingCall } = await api.ringBob(() => ({
    customContext: {
      userToUser: 'order-4711',
      sipHeaders: [{ key: 'Case', value: '12' }].concat({ key: 'Invalid', value: 'has spaces' }),
      voipHeaders: [{ key: 'Note', value: 'two words' }],
    },
    onBehalfOfOptions: { userId: identifierOf('carol') },
  }));
  expectEqual(incomingCall.customContext, {
    userToUser: 'order-4711',
    sipHeaders: [{ key: 'X-MS-Custom-Case', value: '12' }],
    voipHeaders: [{ key: 'Note', value: 'two words' }],
  });
  await incomingCall.accept();
  await waitUntil(() => aliceCall.state === 'Connected');
  const nextIncomingCall = api.waitForIncomingCall((await api.signIn('carol')).agent);
  aliceCall
    .feature(api.sdk.Features.Transfer)
    .transfer({ targetParticipant: identifierOf('carol') }, { customContext: { userToUser: 'urgent' } });
  const transferred = await nextIncomingCall;
  expectEqual([transferred.customContext, !transferred.transferorInfo], [{ userToUser: 'urgent' }, false]);
  await transferred.reject();
  const emergencyCall = alice.agent.startCall({ phoneNumber: '112' });
  expectEqual([aliceCall.isEmergencyCall, emergencyCall.isEmergencyCall], [false, true]);
});

test('callerInfoChanged comes while a call rings and while it goes on, and callerInfo then has the new name', async (api) => {
  const { waitUntil, log, emulator } = api;
  const caller = '+14255550100';
  const nameCaller = (name: string) => emulator.act({ as: caller, act: 'callerName', name });
  const nextIncomingCall = api.waitForIncomingCall((await api.signIn('alice')).agent);
  await emulator.act({ as: caller, act: 'ring', to: 'alice@fabrikam.example' });
  const incomingCall = await nextIncomingCall;
  api.expectEqual(incomingCall.callerInfo.displayName, undefined);
  incomingCall.on('callerInfoChanged', () => log.push(incomingCall.callerInfo.displayName));
  await nameCaller('Ada');
  await waitUntil(() => log.length === 1);
  const call = await incomingCall.accept();
  log.push(call.callerInfo.displayName);
  call.on('callerInfoChanged', () => log.push(call.callerInfo.displayName));
  await waitUntil(() => call.state === 'Connected');
  await nameCaller('Ada Lovelace');
  await waitUntil(() => log.length === 3);
  api.expectEqual(log, ['Ada', 'Ada', 'Ada Lovelace']);
});

// Documented at learn.microsoft.com, how-tos/calling-sdk/transfer-calls: "The call object of the new transfer call between
// the transferee and the target participant voicemail".
test('a transfer to voicemail connects the transferee to the greeting, and ends the first call', async (api) => {
  const { waitUntil, expectEqual, firstOf, log } = api;
  const { Transfer } = api.sdk.Features;
  const { aliceCall, bobCall } = await api.connectAliceAndBob();
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
  expectEqual([...api.firstNamesOf([voicemail]), voicemail.state], ['carol', 'Connected']);
});
