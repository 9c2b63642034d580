import { expect, test } from 'vitest';
import { setUpHarness } from '../../support/calling/setUpHarness.ts';

const { runInNewPage } = setUpHarness();

// Documented at learn.microsoft.com, resources/troubleshooting/…/troubleshooting-codes: 404 if a meeting does not exist. No
// page says which code `join` throws for a malformed locator, so that code is the emulator's choice.
test('join throws for a malformed locator, and the call ends if the meeting is unknown or the passcode is wrong', async () => {
  const result = await runInNewPage(async ({ signIn, meetings, waitUntil, catchErrorCode, endReasonOf }) => {
    const { agent } = await signIn('alice');
    const malformedLocators = [
      { meetingLink: 'https://example.com/l/meetup-join/19%3ameeting_x%40thread.v2/0' },
      { meetingLink: 'meeting' },
      { meetingId: '12' },
      {},
      undefined,
      { threadId: '19:group@thread.v2', organizerId: '', tenantId: '', messageId: '0' },
    ];
    const errors = await Promise.all(
      malformedLocators.map((locator) => catchErrorCode(() => agent.join(locator as never))),
    );
    const link = 'https://teams.microsoft.com/meet/201000000001';
    const endReasons: string[] = [];
    for (const locator of [
      { meetingId: '999999999999' },
      { ...meetings.openHouse, passcode: 'wrong' },
      { meetingLink: `${link}?p=wrong` },
    ]) {
      const call = agent.join(locator as { meetingLink: string });
      await waitUntil(() => call.state === 'Disconnected');
      endReasons.push(endReasonOf(call));
    }
    const firstCall = agent.join({ meetingLink: `${link}?p=open01` });
    await waitUntil(() => firstCall.state === 'Connected');
    // An agent cannot be in the same meeting twice.
    const secondCall = agent.join(meetings.openHouse);
    await waitUntil(() => secondCall.state === 'Disconnected');
    await firstCall.hangUp();
    return {
      errorCodes: errors.map((error) => error.split('/')[0]),
      endReasons,
      callCount: agent.calls.length,
    };
  });
  expect(result).toEqual({
    errorCodes: Array.from({ length: 6 }, () => '400'),
    endReasons: ['404/5751', '404/5751', '404/5751'],
    callCount: 0,
  });
});
