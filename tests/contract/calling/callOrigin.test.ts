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
