import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import { createMeetingLink } from '../wire/meetingLink.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { entityAnswer, sendEntity } from './odata.ts';
import { createBadRequest, readBody } from './graphError.ts';

const time = z.optional(z.nullable(z.iso.datetime({ offset: true })));
const NewMeeting = z.object({
  subject: z.optional(z.nullable(z.string().check(z.maxLength(255)))),
  startDateTime: time,
  endDateTime: time,
});
/** The duration of a meeting without an end time. */
const defaultDurationMs = 60 * 60_000;

/**
 * Adds the route that creates an online meeting, which is in no calendar. The emulator does not store the meeting, because its
 * signalling server accepts the link of any meeting.
 * @see https://learn.microsoft.com/graph/api/application-post-onlinemeetings
 */
export function addOnlineMeetingRoutes({ app, authenticateCaller, now }: GraphContext): void {
  addRoute(app, 'POST', '/v1.0/me/onlineMeetings', {
    summary: 'Creates an online meeting.',
    body: NewMeeting,
    example: { subject: 'Planning' },
    status: 201,
    answer: entityAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'teams', 'OnlineMeetings.ReadWrite');
      const expected = 'subject, startDateTime and endDateTime, all of them optional';
      const { subject, startDateTime, endDateTime } = await readBody(c, NewMeeting, expected);
      const startsAt = startDateTime ? Date.parse(startDateTime) : now();
      const endsAt = endDateTime ? Date.parse(endDateTime) : startsAt + defaultDurationMs;
      if (endsAt <= startsAt) throw createBadRequest('The end time must be after the start time.');
      const threadId = `19:meeting_${randomBytes(24).toString('base64url')}@thread.v2`;
      const meeting = {
        // Graph's ids have this form.
        id: Buffer.from(`1*${caller.oid}*0**${threadId}`).toString('base64url'),
        creationDateTime: new Date(now()).toISOString(),
        startDateTime: new Date(startsAt).toISOString(),
        endDateTime: new Date(endsAt).toISOString(),
        subject: subject ?? null,
        joinWebUrl: createMeetingLink(threadId, caller.tid, caller.oid),
        chatInfo: { threadId, messageId: '0', replyChainMessageId: null },
        participants: {
          organizer: {
            upn: caller.upn,
            role: 'presenter',
            identity: { user: { id: caller.oid, displayName: caller.displayName } },
          },
          attendees: [],
        },
      };
      return sendEntity(c, `users('${caller.oid}')_onlineMeetings/$entity`, meeting, 201);
    },
  });
}
