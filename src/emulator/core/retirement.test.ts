import { expect, test } from 'vitest';
import { findCallUses, Retirement } from './retirement.ts';

const [ann, ben] = ['8:acs:resource_ann', '8:acs:resource_ben'];
const [agent, teamsUser, queue, phone] = [
  '8:acs:resource_tenant_oid',
  '8:orgid:bob',
  '28:orgid:queue',
  '4:+1',
];

test.each([
  [ann, [ben], [], ['acsCall']],
  [ann, ['8:echo123'], [], ['acsCall']],
  [ann, [phone], [], ['acsPhoneCall']],
  [ann, [queue], [], ['voiceApp']],
  [ann, [teamsUser], [], ['acsToTeams']],
  [ann, [ben, phone], [], ['acsCall', 'acsPhoneCall']],
  // A call in which a Teams user takes part is not one of ACS users alone.
  [ann, [ben], [teamsUser], ['acsToTeams']],
  [ann, [ben], [queue], ['voiceApp']],
  [teamsUser, [ann], [], ['teamsCall']],
  [agent, [phone], [], ['agentCall']],
])('%s calls %j while %j are in the call: %j', (caller, callees, others, uses) => {
  expect(findCallUses(caller, callees, others)).toEqual(uses);
});

test('after the retirement, what ends is refused with date, alternative and source, and the summary lists every use', () => {
  const retirement = new Retirement(true);
  expect(retirement.count('groupCall')).toEqual({
    code: 403,
    subCode: 0,
    message:
      '--retire 2028: group calls by groupId end on 30 September 2028; instead: meet in a Teams meeting. See https://learn.microsoft.com/azure/communication-services/acs-retirement-and-breaking-changes-guide#breaking-changes',
  });
  expect([retirement.count('meeting'), retirement.count('teamsCall')]).toEqual([undefined, undefined]);
  retirement.count('groupCall');
  expect(retirement.list().map(({ does, times, fate }) => [does, times, fate])).toEqual([
    ['group calls by groupId', 2, 'ends'],
    ['Teams meetings', 1, 'stays'],
    ['calls of Teams users', 1, 'not named'],
  ]);
  expect(retirement.summarize()?.split('\n')).toHaveLength(5);
});

test('before the retirement, only what the emulator lacks is refused, and there is no summary', () => {
  const retirement = new Retirement();
  expect(retirement.count('groupCall')).toBeUndefined();
  expect(retirement.count('rooms')?.message).toMatch(
    /^ACS Rooms is not emulated, because Microsoft retires it on 30 September 2028; instead: join a Teams meeting/,
  );
  expect(retirement.summarize()).toBeUndefined();
});
