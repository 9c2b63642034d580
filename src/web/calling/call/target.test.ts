import { expect, it } from 'vitest';
import { agent, teamsUser } from '../../capabilities/capabilities.ts';
import {
  findRefusal,
  isGuest,
  removeDuplicateIds,
  removeDuplicateCallees,
  selectNewIds,
  toOneClickTarget,
  type Target,
} from './target.ts';

const oid = 'b0000000-0000-4000-8000-00000000000b';

it.each([
  ['equal raw ids', `8:orgid:${oid}`, `8:orgid:${oid}`],
  ['capital and small letters', `8:orgid:${oid}`, `8:ORGID:${oid.toUpperCase()}`],
  ['prefixes of two clouds before one object id', `8:orgid:${oid}`, `8:gcch:${oid}`],
  ['a Teams user and the same person as an agent', `8:orgid:${oid}`, `8:acs:${oid}_${oid}_${oid}`],
  ['a phone number without and with spaces and brackets', '4:+14255550100', '4:+1 (425) 555-0100'],
  ['a phone number with and without +', '4:+14255550100', '4:14255550100'],
  ['a voice application in small and capital letters', `28:orgid:${oid}`, `28:ORGID:${oid}`],
])('C13: recognises two raw ids as the same identity: %s', (_difference, rawId, otherSpelling) => {
  expect(removeDuplicateIds([rawId, otherSpelling])).toEqual([rawId]);
  expect(selectNewIds([otherSpelling], { alreadyPresent: [rawId] })).toEqual([]);
});

it('C13: treats a person and a voice application with the same object id as two identities', () => {
  expect(removeDuplicateIds([`8:orgid:${oid}`, `28:orgid:${oid}`])).toHaveLength(2);
});

it('C13: removeDuplicateCallees keeps the chat thread of a target, and returns a meeting unchanged', () => {
  const target = { kind: 'people', rawIds: ['4:+1'], threadId: '19:a@thread.v2' } as const;
  expect(removeDuplicateCallees({ ...target, rawIds: ['4:+1', '4:+1'] })).toEqual(target);
  const meeting = { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' } as const;
  expect(removeDuplicateCallees(meeting)).toBe(meeting);
});

const callTo = (...rawIds: readonly string[]): Target => ({ kind: 'people', rawIds });

it.each<[string, Target, string | null, string | null]>([
  ['a telephone', callTo('4:+14255550100'), null, null],
  ['an emergency number', callTo('4:112'), null, null],
  ['a colleague', callTo(`8:orgid:${oid}`), 'callColleague', null],
  ['a colleague as an agent', callTo(`8:acs:${oid}_${oid}_${oid}`), 'callColleague', null],
  ['a call queue', callTo(`28:orgid:${oid}`), 'callVoiceApp', 'inviteVoiceApp'],
  ['several telephones', callTo('4:+14255550100', '4:+14255550101'), 'callGroup', null],
  ['a telephone and a colleague', callTo('4:+14255550100', `8:orgid:${oid}`), 'callColleague', null],
  [
    'a meeting',
    { kind: 'meeting', link: 'https://teams.microsoft.com/meet/1' },
    'joinMeeting',
    'joinMeeting',
  ],
])('says whether an agent may call %s, or add it to a call', (_name, target, callRefusal, inviteRefusal) => {
  expect(findRefusal(target, agent.call)).toBe(callRefusal);
  expect(findRefusal(target, agent.invite)).toBe(inviteRefusal);
  expect([findRefusal(target, teamsUser.call), findRefusal(target, teamsUser.invite)]).toEqual([null, null]);
});

it.each([
  ['a guest', `8:acs:${oid}_${oid}`, true],
  ['a colleague as an agent', `8:acs:${oid}_${oid}_${oid}`, false],
  ['a colleague', `8:orgid:${oid}`, false],
  ['a telephone', '4:+14255550100', false],
])('one press calls %s unless it is a guest', (_name, rawId, expected) => {
  expect(isGuest(rawId)).toBe(expected);
  expect(toOneClickTarget(callTo(rawId))).toEqual(expected ? null : callTo(rawId));
  expect(toOneClickTarget(callTo(rawId, `8:orgid:${oid}`)) === null).toBe(expected);
});
