import { expect, test } from 'vitest';
import { createMeetingLink, readMeetingLink } from './meetingLink.ts';

const thread = '19:meeting_OpenHouse@thread.v2';
const encodedThread = encodeURIComponent(thread);
const aliceObjectId = 'a0000000-0000-4000-8000-00000000000a';

test('readMeetingLink finds the thread and the organizer in a link that createMeetingLink has made', () => {
  const link = createMeetingLink(thread, 'f1111111-1111-4111-8111-111111111111', aliceObjectId);
  expect(readMeetingLink(link)).toEqual({ threadId: thread, organizer: aliceObjectId });
});

test.each([
  // `%7b` is an opening brace, which is not valid JSON. The thread alone is enough to find the meeting.
  [`https://teams.microsoft.com/l/meetup-join/${encodedThread}/0?context=%7b`, { threadId: thread }],
  [
    'https://teams.microsoft.com/meet/201000000001?p=open01',
    { meetingId: '201000000001', passcode: 'open01' },
  ],
  [`https://teams.cloud.microsoft/l/meetup-join/${encodedThread}/0`, { threadId: thread }],
  ['https://teams.live.com/meet/9312345678901', { meetingId: '9312345678901' }],
])('readMeetingLink finds the meeting in %s', (link, locator) => {
  expect(readMeetingLink(link)).toEqual(locator);
});

test.each([
  'meeting',
  'http://teams.microsoft.com/meet/201000000001',
  'https://teams.microsoft.com.evil.example/meet/201000000001',
  'https://cloud.microsoft/meet/201000000001',
  'https://evil.example/l/meetup-join/19%3ameeting_x%40thread.v2/0',
  'https://teams.microsoft.com/l/meetup-join/19%3ameeting_x%40thread.v2',
  'https://teams.microsoft.com/l/meetup-join/%E0%A4%A/0',
  'https://teams.microsoft.com/l/meetup-join/19%3agroup%40thread.v2/0',
  `https://teams.microsoft.com/meet/201000000001?p=${'x'.repeat(65)}`,
])('readMeetingLink finds no meeting in %s', (link) => {
  expect(readMeetingLink(link)).toBeNull();
});
