import { expect, test, vi } from 'vitest';
import { SimulatedService } from '../../fixtures/simulatedService.ts';
import { createCallRecord } from './callRecord.ts';
import { createParticipantReader } from './participantReader.ts';
import type { CallSnapshot } from './snapshot.ts';
import type { Target } from './target.ts';

const [groupThread, meetingThread] = ['19:a@thread.v2', '19:meeting_a@thread.v2'];

/** Records a call in which the participants are those of one roster after another. Each letter is a participant. */
function recordCall(threadId: string | null, placed: Target | null = null) {
  const call = new SimulatedService(async () => {}).addCall('Incoming');
  call.info.threadId = threadId;
  const record = createCallRecord(call.asTeamsCall(), placed);
  const readParticipants = createParticipantReader(call.asTeamsCall()).read;
  const readCall = (isLocalVideoStarted: boolean) =>
    ({ connectedAt: null, participants: readParticipants(), isLocalVideoStarted }) as unknown as CallSnapshot;
  const setRoster = (letters: string, isLocalVideoStarted = false) => {
    // A digit is a guest.
    const ids = letters.split('').map((sign) => (/\d/.test(sign) ? `8:acs:r_${sign}` : `8:orgid:${sign}`));
    call.setParticipants(...ids);
    record.update(readCall(isLocalVideoStarted));
  };
  return { setRoster, readEnd: () => record.toEndedCall(readCall(false), null) };
}

test('a record says that the user has sent video, also after the user has turned the camera off', () => {
  const { setRoster, readEnd } = recordCall(null);
  setRoster('b');
  expect(readEnd().withVideo).toBe(false);
  setRoster('b', true);
  setRoster('b');
  expect(readEnd().withVideo).toBe(true);
});

const bobAndCarol = { kind: 'people' as const, rawIds: ['8:orgid:b', '8:orgid:c'] };

test.each([
  ['a group call', groupThread, ['bc', 'c'], { ...bobAndCarol, threadId: groupThread }],
  ['a 1:1 call in which a transfer replaced the other participant', null, ['bc', 'c'], null],
  ['a group call with a guest', groupThread, ['bc1'], { ...bobAndCarol, threadId: groupThread }],
  ['a meeting', meetingThread, ['bc'], null],
  ['a group call of more than 20 people', groupThread, ['bc', 'bcdefghijklmnopqrstuvw'], null],
])('the target of %s that has ended calls everyone again, or nobody', (_kind, threadId, rosters, target) => {
  const { setRoster, readEnd } = recordCall(threadId);
  for (const roster of rosters) setRoster(roster);
  expect(readEnd().target).toEqual(target);
});

test('B17: the target of a group call names who is there, and not who left long before the end', () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const { setRoster, readEnd } = recordCall(groupThread, bobAndCarol);
  for (const roster of ['bcd', 'cde']) setRoster(roster);
  vi.setSystemTime(Date.now() + 120_000);
  // At the end, the participants leave one after another.
  for (const roster of ['ce', 'e', '']) setRoster(roster);
  const rawIds = ['8:orgid:c', '8:orgid:d', '8:orgid:e'];
  expect(readEnd().target).toEqual({ kind: 'people', rawIds, threadId: groupThread });
});
