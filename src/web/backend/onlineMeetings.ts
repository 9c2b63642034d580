import * as z from 'zod/mini';
import { fail, ok } from '../errors/problem.ts';
import type { CreateMeeting } from '../workday/workday.ts';
import { readBody, type Graph } from './graph.ts';

const OnlineMeeting = z.object({
  joinWebUrl: z.url({ protocol: /^https$/, hostname: /^teams\.microsoft\.com$/ }),
});

/**
 * Creates the function that creates a Teams meeting which begins now and is in no calendar.
 * @param scopes must include `OnlineMeetings.ReadWrite`
 * @see https://learn.microsoft.com/graph/api/application-post-onlinemeetings
 */
export function createMeetingCreator(graph: Graph, scopes: string[]): CreateMeeting {
  return async (subject) => {
    const answer = await graph('/me/onlineMeetings', { scopes, body: { subject } });
    const meeting = await readBody(answer, OnlineMeeting);
    return typeof meeting === 'string' ? fail('no-new-meeting', { detail: meeting }) : ok(meeting.joinWebUrl);
  };
}
