import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { findPerson } from '../testing/directory.ts';
import { setUpCommandHandler, findLastEvent } from '../testing/setUpCommandHandler.ts';
import { defaultState } from '../testing/testClient.ts';

// The event `place` tells a receiver its place in the call: the kind of the call, and the receiver’s role and presence.

const { callStore, addEndpoint, sendCommand, joinMeeting } = setUpCommandHandler();

test('a person’s voicemail answers a transferee, and the server refuses all other calls to the voicemail', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [formerCallId, voicemailCallId, ticket] = [randomUUID(), randomUUID(), randomUUID()];
  const [aliceId, bobId, voicemailId] = [randomUUID(), randomUUID(), randomUUID()];
  const carolRawId = `8:orgid:${findPerson('carol@fabrikam.example')?.oid}`;
  const to = [{ participant: voicemailId, id: carolRawId, voicemail: true as const }];
  const callVoicemail = { t: 'start', call: voicemailCallId, self: bobId, to, state: defaultState } as const;
  sendCommand(bobEndpoint, callVoicemail);
  expect(findLastEvent(bobEndpoint, 'refused')?.why).toBe('not sent there');

  sendCommand(aliceEndpoint, {
    t: 'start',
    call: formerCallId,
    self: aliceId,
    to: [{ participant: bobId, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  sendCommand(bobEndpoint, { t: 'accept', call: formerCallId, state: defaultState });
  const target = { id: carolRawId, voicemail: true as const };
  sendCommand(aliceEndpoint, { t: 'transfer', call: formerCallId, ticket, participant: bobId, target });
  expect(findLastEvent(bobEndpoint, 'transfer')?.target).toEqual(target);
  sendCommand(bobEndpoint, { ...callVoicemail, pass: { call: formerCallId, ticket } });
  expect(findLastEvent(bobEndpoint, 'participant')?.entry).toMatchObject({
    id: carolRawId,
    presence: 'Joined',
    bot: 'voicemail',
  });
});

test('a transfer into a meeting gives the transferee the server’s call id, not the transferor’s call id', () => {
  const aliceInMeeting = joinMeeting('alice', '201000000001', 'open01');
  const bobEndpoint = addEndpoint('bob');
  const [call, self, calleeId, ticket] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  aliceInMeeting.sendCommand({
    t: 'start',
    call,
    self,
    to: [{ participant: calleeId, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  sendCommand(bobEndpoint, { t: 'accept', call, state: defaultState });
  aliceInMeeting.sendCommand({
    t: 'transfer',
    call,
    ticket,
    participant: calleeId,
    target: { call: aliceInMeeting.call },
  });
  const target = findLastEvent(bobEndpoint, 'transfer')?.target as { call: string };
  expect(target.call).toBe(callStore().find(aliceInMeeting.call)?.id);
  sendCommand(bobEndpoint, {
    t: 'take',
    call: target.call,
    self: calleeId,
    pass: { call, ticket },
    state: defaultState,
  });
  expect(findLastEvent(bobEndpoint, 'place')).toMatchObject({
    call: target.call,
    kind: 'meeting',
    role: 'Presenter',
  });
  expect(findLastEvent(aliceInMeeting.endpoint, 'ended')).toMatchObject({
    call: aliceInMeeting.call,
    end: { code: 0, subCode: 0 },
  });
});

test('the server refuses a transfer while ten other transfers of the same call are in progress', () => {
  const [aliceEndpoint, bobEndpoint] = [addEndpoint('alice'), addEndpoint('bob')];
  const [call, self, participant] = [randomUUID(), randomUUID(), randomUUID()];
  sendCommand(aliceEndpoint, {
    t: 'start',
    call,
    self,
    to: [{ participant, id: bobEndpoint.rawId }],
    state: defaultState,
  });
  sendCommand(bobEndpoint, { t: 'accept', call, state: defaultState });
  const target = { id: '4:+14255550100' };
  for (let i = 0; i < 12; i++)
    sendCommand(aliceEndpoint, { t: 'transfer', call, ticket: randomUUID(), participant, target });
  expect(findLastEvent(aliceEndpoint, 'refused')).toMatchObject({
    of: 'transfer',
    why: 'too many transfers',
  });
  expect(callStore().find(call)?.transfers.size).toBe(10);
});

test('when the transferee is already in the target meeting, the refused transfer does not change their participation', () => {
  const [aliceInMeeting, bobInMeeting] = [
    joinMeeting('alice', '201000000001', 'open01'),
    joinMeeting('bob', '201000000001', 'open01'),
  ];
  const meetingCallId = callStore().find(aliceInMeeting.call)?.id ?? '';
  const pass = { call: aliceInMeeting.call, ticket: randomUUID() };
  bobInMeeting.sendCommand({ t: 'take', call: meetingCallId, self: randomUUID(), pass, state: defaultState });
  expect(findLastEvent(bobInMeeting.endpoint, 'refused')).toMatchObject({ of: 'take', call: meetingCallId });
  bobInMeeting.sendCommand({ t: 'leave', call: meetingCallId, everyone: false });
  expect(callStore().find(bobInMeeting.call)?.participants.get(bobInMeeting.self)?.presence).toBe('Joined');
});
