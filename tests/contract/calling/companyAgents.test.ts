import type { TransferCallFeature } from '@azure/communication-calling';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

// Agents of Teams Phone extensibility. What the server refuses is in `src/emulator/signalling/agents.test.ts`.
// Documented at learn.microsoft.com, concepts/interop/tpe/teams-phone-extensibility-capabilities.

const { test } = setUpHarness();

test('an agent calls a telephone for a resource account, holds, sends tones, and transfers to an agent, whose Teams does not ring', async (api) => {
  const { waitUntil, expectEqual, log, agentOf } = api;
  const alice = await api.signIn(agentOf('alice').rawId);
  const bobInTeams = await api.signIn('bob');
  bobInTeams.agent.on('incomingCall', () => log.push('Teams rings'));
  const bob = await api.signIn(agentOf('bob').rawId);
  const options = { onBehalfOfOptions: { userId: api.hotline } };
  const call = alice.agent.startCall({ phoneNumber: '+14255550100' }, options);
  await waitUntil(() => call.state === 'Connected');
  const { capabilities } = call.feature(api.sdk.Features.Capabilities);
  const names = ['pstnDialOut', 'addPhoneNumber', 'addCommunicationUser', 'removeParticipant'] as const;
  expectEqual(
    names.map((name) => capabilities[name].isPresent),
    [true, true, true, true],
  );
  const absentNames = ['addTeamsUser', 'startLiveCallingCaptions', 'setCaptionLanguage'] as const;
  expectEqual(
    absentNames.map((name) => capabilities[name].reason),
    ['NotCapable', 'NotCapable', 'NotCapable'],
  );
  await call.hold();
  expectEqual(call.state, 'LocalHold');
  await call.resume();
  await call.sendDtmf('Num1');
  const nextIncomingCall = api.waitForIncomingCall(bob.agent);
  const customContext = { userToUser: 'order-4711' };
  const transfer = call
    .feature(api.sdk.Features.Transfer)
    .transfer({ targetParticipant: agentOf('bob') }, { customContext });
  const incomingCall = await nextIncomingCall;
  const rawIdOf = (identifier: unknown) => (identifier as { rawId?: string } | undefined)?.rawId;
  expectEqual(
    [incomingCall.callerInfo, incomingCall.transferorInfo].map((info) => rawIdOf(info?.identifier)),
    ['4:+14255550100', agentOf('alice').rawId],
  );
  expectEqual(incomingCall.customContext, customContext);
  const bobCall = await incomingCall.accept();
  await waitUntil(() => bobCall.state === 'Connected' && transfer.state === 'Transferred');
  expectEqual([bobCall.callerInfo.identifier?.kind, log], ['phoneNumber', []]);
});

test('an agent takes a caller of the service number in a 1:1 call with the telephone, and holds it; another agent does not ring', async (api) => {
  const { waitUntil, expectEqual, log, agentOf, emulator } = api;
  const alice = await api.signIn(agentOf('alice').rawId);
  const bob = await api.signIn(agentOf('bob').rawId);
  bob.agent.on('incomingCall', () => log.push('Bob rings'));
  const nextIncomingCall = api.waitForIncomingCall(alice.agent);
  await emulator.callServiceNumber('4:+12065550123', '+14255550150');
  const incomingCall = await nextIncomingCall;
  expectEqual(incomingCall.callerInfo.identifier?.kind, 'phoneNumber');
  expectEqual(incomingCall.customContext?.voipHeaders, [
    { key: 'Called-Number', value: '+14255550150' },
    { key: 'Waited-Seconds', value: '0' },
  ]);
  const call = await incomingCall.accept();
  await waitUntil(() => call.state === 'Connected' && call.remoteParticipants[0]?.state === 'Connected');
  expectEqual(
    call.remoteParticipants.map(({ identifier }) => 'phoneNumber' in identifier && identifier.phoneNumber),
    ['+12065550123'],
  );
  await call.hold();
  expectEqual(call.state, 'LocalHold');
  await call.resume();
  await call.hangUp();
  expectEqual(log, []);
});

test('in a group call an agent can add and mute agents, and can neither hold, send tones, transfer, nor mute telephones, until it is a 1:1 call again', async (api) => {
  const { waitUntil, expectEqual, firstOf, agentOf, catchErrorCode } = api;
  const alice = await api.signIn(agentOf('alice').rawId);
  const bob = await api.signIn(agentOf('bob').rawId);
  const bobCalls = api.acceptEveryCall(bob.agent);
  const options = { onBehalfOfOptions: { userId: api.hotline } };
  const call = alice.agent.startCall({ phoneNumber: '+14255550100' }, options);
  await waitUntil(() => call.state === 'Connected');
  const bobAsParticipant = call.addParticipant(agentOf('bob'));
  expectEqual(bobAsParticipant.identifier.kind, 'teamsExtensionUser');
  await waitUntil(
    () => bobAsParticipant.state === 'Connected' && bobCalls[0]?.remoteParticipants.length === 2,
  );
  const phone = firstOf(call.remoteParticipants);
  const transfer: TransferCallFeature = call.feature(api.sdk.Features.Transfer);
  const refusals = [
    await catchErrorCode(() => call.hold()),
    await catchErrorCode(() => call.sendDtmf('Num1')),
    await catchErrorCode(() => transfer.transfer({ targetParticipant: agentOf('carol') })),
    await catchErrorCode(() => phone.mute()),
  ];
  expectEqual(refusals, ['403/0', '403/0', '403/0', '403/0']);
  await bobAsParticipant.mute();
  await waitUntil(() => bobCalls[0]?.isMuted);
  await call.muteAllRemoteParticipants();
  await call.removeParticipant(agentOf('bob'));
  await waitUntil(() => bobCalls[0]?.state === 'Disconnected' && call.remoteParticipants.length === 1);
  await call.sendDtmf('Num1');
  await call.hold();
  expectEqual(call.state, 'LocalHold');
  await call.hangUp({ forEveryone: true });
  expectEqual(call.state, 'Disconnected');
});

test('an agent in a call can neither add nor transfer to Teams users, nor dial a number twice, nor have captions', async (api) => {
  const { waitUntil, expectEqual, agentOf, identifierOf, catchErrorCode } = api;
  const { Captions, Recording, Transfer } = api.sdk.Features;
  const alice = await api.signIn(agentOf('alice').rawId);
  const options = { onBehalfOfOptions: { userId: api.hotline } };
  const phone = { phoneNumber: '+14255550100' };
  const call = alice.agent.startCall(phone, options);
  await waitUntil(() => call.state === 'Connected');
  const transfer = call.feature(Transfer);
  const voicemail = { targetParticipantVoicemail: identifierOf('bob') };
  const refusals = [
    await catchErrorCode(() => call.addParticipant(identifierOf('bob'))),
    await catchErrorCode(() => call.addParticipant(phone)),
    await catchErrorCode(() => call.addParticipant({ phoneNumber: '0123' })),
    await catchErrorCode(() => transfer.transfer({ targetParticipant: identifierOf('bob') })),
    await catchErrorCode(() => transfer.transfer(voicemail)),
    await catchErrorCode(() => call.feature(Captions).captions.startCaptions()),
    await catchErrorCode(() => alice.agent.join(api.meetings.openHouse)),
  ];
  expectEqual(refusals, ['403/0', '403/0', '484/560484', '403/0', '403/0', '403/0', '403/0']);
  // No agent and no Teams user has a member that parks or forwards a call, or records it.
  const hasMember = (object: object) =>
    ['park', 'forward', 'redirect', 'startRecording'].some((name) => name in object);
  expectEqual([hasMember(call), hasMember(call.feature(Recording))], [false, false]);
});

test('a call that an agent may not place ends with the code and the sentence of the rule', async (api) => {
  const { waitUntil, expectEqual, agentOf, identifierOf, catchErrorCode } = api;
  const alice = await api.signIn(agentOf('alice').rawId);
  const phone = { phoneNumber: '+14255550100' };
  const onBehalfOf = (userId: typeof api.hotline | object) => ({ onBehalfOfOptions: { userId } as never });
  const calls = [
    alice.agent.startCall(identifierOf('bob'), onBehalfOf(api.hotline)),
    alice.agent.startCall({ phoneNumber: '0123' }, onBehalfOf(api.hotline)),
    alice.agent.startCall(phone),
    alice.agent.startCall(phone, onBehalfOf({ ...api.hotline, teamsAppId: api.objectIds.carol })),
  ];
  await waitUntil(() => calls.every(({ state }) => state === 'Disconnected'));
  expectEqual(calls.map(api.endReasonOf), ['403/0', '484/560484', '403/510403', '403/10105']);
  expectEqual(JSON.stringify(calls[2]?.callEndReason).includes('onBehalfOfOptions is missing'), true);
  const callForPhone = () => alice.agent.startCall(phone, onBehalfOf({ phoneNumber: '+14255550150' }));
  expectEqual(await catchErrorCode(callForPhone), '422/0');
});

test('an emergency call of an agent goes out without a resource account, and cannot be held, muted or transferred', async (api) => {
  const { waitUntil, expectEqual, agentOf, catchErrorCode } = api;
  const alice = await api.signIn(agentOf('alice').rawId);
  const call = alice.agent.startCall({ phoneNumber: '911' });
  await waitUntil(() => call.state === 'Connected');
  const transfer = call.feature(api.sdk.Features.Transfer);
  const refusals = [
    await catchErrorCode(() => call.hold()),
    await catchErrorCode(() => call.mute()),
    await catchErrorCode(() => call.addParticipant({ phoneNumber: '+14255550100' })),
    await catchErrorCode(() => transfer.transfer({ targetParticipant: agentOf('bob') })),
  ];
  expectEqual([call.isEmergencyCall, ...refusals], [true, '403/0', '403/0', '403/0', '403/0']);
});

test('a person has one call agent as a Teams user and another one as an agent, which createCallAgent refuses', async (api) => {
  const { expectEqual, agentOf } = api;
  const { agent: teams } = await api.signIn('alice');
  const { agent } = await api.signIn(agentOf('alice').rawId);
  expectEqual([teams === agent, agent.kind, agent.connectionState], [false, 'TeamsCallAgent', 'Connected']);
  const claims = btoa(
    JSON.stringify({ tid: agentOf('alice').tenantId, skypeid: agentOf('alice').rawId.slice(2) }),
  );
  const credential = api.createCredential(() => `e30.${claims}.signature`);
  const createCallAgent = () => new api.sdk.CallClient().createCallAgent(credential);
  expectEqual(await api.catchErrorCode(createCallAgent), '403/40229');
});

test('a Teams user cannot call or add an agent', async (api) => {
  const { waitUntil, expectEqual, agentOf, log } = api;
  const agent = await api.signIn(agentOf('carol').rawId);
  agent.agent.on('incomingCall', () => log.push('rings'));
  const { aliceCall, alice } = await api.connectAliceAndBob();
  expectEqual(await api.catchErrorCode(() => aliceCall.addParticipant(agentOf('carol'))), '403/0');
  const call = alice.agent.startCall({ id: agentOf('carol').rawId });
  await waitUntil(() => call.state === 'Disconnected');
  expectEqual([api.endReasonOf(call), log], ['403/0', []]);
});
