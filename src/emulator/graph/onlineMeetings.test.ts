import { expect, test } from 'vitest';
import { signInToGraph, json } from '../testing/signInToGraph.ts';
import { personOf } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { readMeetingLink } from '../wire/meetingLink.ts';

const harness = setUpEmulator({ consent: 'everything' });
const alice = personOf('alice@fabrikam.example');
const createMeeting = async (body: unknown) => {
  const graph = await signInToGraph(harness, alice.upn, 'OnlineMeetings.ReadWrite');
  return graph('/me/onlineMeetings', { method: 'POST', body });
};

test('a new online meeting has a link with its thread and its organizer', async () => {
  const response = await createMeeting({ subject: 'Quick question' });
  expect(response.status).toBe(201);
  const { subject, joinWebUrl, chatInfo } = await json(response);
  expect(subject).toBe('Quick question');
  const { threadId } = chatInfo as { threadId: string };
  expect(readMeetingLink(String(joinWebUrl))).toEqual({ threadId, organizer: alice.oid });
  const secondMeeting = await json(createMeeting({}));
  expect(secondMeeting.joinWebUrl).not.toBe(joinWebUrl);
});

test('Graph refuses an end before the start, and a wrong body', async () => {
  const times = { startDateTime: '2026-01-01T10:00:00Z', endDateTime: '2026-01-01T09:00:00Z' };
  expect((await createMeeting(times)).status).toBe(400);
  expect((await createMeeting({ subject: 1 })).status).toBe(400);
});
