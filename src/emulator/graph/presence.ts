import type { Context } from 'hono';
import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { EmulatorEnv } from '../http/env.ts';
import type { Person } from '../core/people.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { listColleagues, findColleague } from './user.ts';
import { GraphError, createBadRequest, readBody } from './graphError.ts';
import { entityAnswer, listAnswer, sendEntity, sendList } from './odata.ts';
import { createPresenceLimiter, createPresenceStore } from './presences.ts';

/** The presences that a user may choose: each `availability/activity`, separated by spaces. */
const choosablePresences =
  'Available/Available Busy/Busy DoNotDisturb/DoNotDisturb BeRightBack/BeRightBack Away/Away Offline/OffWork';
/** The presences that an app may report about its user, in the same form. */
const reportablePresences =
  'Available/Available Busy/InACall Busy/InAConferenceCall Away/Away DoNotDisturb/Presenting';

const presenceFields = {
  availability: z.string(),
  activity: z.string(),
  expirationDuration: z.optional(z.nullable(z.string())),
};
const PreferredBody = z.object(presenceFields);
const ReportedBody = z.object({ ...presenceFields, sessionId: z.guid() });
const EndedSessionBody = z.object({ sessionId: z.guid() });
const StatusMessageBody = z.object({
  statusMessage: z.object({
    message: z.object({ content: z.string().check(z.maxLength(280)), contentType: z.optional(z.string()) }),
    expiryDateTime: z.optional(z.nullable(z.object({ dateTime: z.string(), timeZone: z.literal('UTC') }))),
  }),
});
const IdsBody = z.object({ ids: z.array(z.string()).check(z.minLength(1), z.maxLength(650)) });

/** An example of a session id: the id of the application that reports the presence. */
const exampleSession = 'ca000000-0000-4000-8000-0000000000ca';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** @param list presences, written as in `choosablePresences`. @throws GraphError 400 unless it contains the presence. */
function checkPresence({ availability, activity }: z.infer<typeof PreferredBody>, list: string): void {
  const allowed = list.split(' ');
  if (allowed.includes(`${availability}/${activity}`)) return;
  throw createBadRequest(`${availability}/${activity} cannot be set; these can: ${allowed.join(', ')}.`);
}

/** Adds the routes of presence. @see https://learn.microsoft.com/graph/api/resources/presence */
export function addPresenceRoutes(context: GraphContext): void {
  const { app, authenticateCaller, directory, conditions, now, isInCall } = context;
  const limitRequests = createPresenceLimiter(conditions, now);
  /**
   * Authenticates a request, and counts it towards the limit of its application in its tenant.
   * @param permissions those of which the token must have at least one.
   * @throws GraphError 429 beyond the limit.
   */
  const authenticate = async (c: Context<EmulatorEnv>, ...permissions: string[]): Promise<Person> => {
    const caller = await authenticateCaller(c, 'teams', ...permissions);
    limitRequests(c.get('clientId') ?? '', caller.tid);
    return caller;
  };
  const presences = createPresenceStore(now, isInCall);
  const describePresence = (person: Person) => {
    const message = presences.readStatusMessage(person.oid);
    return {
      id: person.oid,
      ...presences.readPresence(person),
      statusMessage: message && { message: { ...message, contentType: 'text' } },
    };
  };
  const sendPresence = (c: Context, person: Person) =>
    sendEntity(c, `users('${person.oid}')/presence/$entity`, describePresence(person));

  addRoute(app, 'GET', '/v1.0/me/presence', {
    summary: "Returns the caller's presence.",
    answer: entityAnswer,
    handle: async (c) =>
      sendPresence(c, await authenticate(c, 'Presence.Read', 'Presence.ReadWrite', 'Presence.Read.All')),
  });
  addRoute(app, 'GET', '/v1.0/users/:id/presence', {
    summary: "Returns a person's presence.",
    answer: entityAnswer,
    handle: async (c) => {
      const caller = await authenticate(c, 'Presence.Read.All');
      return sendPresence(c, findColleague(directory, c.req.param('id'), caller));
    },
  });
  addRoute(app, 'POST', '/v1.0/communications/getPresencesByUserId', {
    summary: 'Lists the presence of several people.',
    body: IdsBody,
    example: { ids: ['b0000000-0000-4000-8000-00000000000b'] },
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticate(c, 'Presence.Read.All');
      const { ids } = await readBody(c, IdsBody, '{"ids": […]}, at most 650 of them');
      const requestedIds = new Set(ids.map((id) => id.toLowerCase()));
      const people = listColleagues(directory, caller).filter(({ oid }) => requestedIds.has(oid));
      return sendList(c, 'Collection(microsoft.graph.presence)', people.map(describePresence));
    },
  });

  /** Authenticates a request that sets a presence. @throws GraphError 403 if the presence is another person's. */
  const authenticateOwner = async (c: Context<EmulatorEnv>): Promise<Person> => {
    const caller = await authenticate(c, 'Presence.ReadWrite');
    if (findColleague(directory, c.req.param('id') ?? caller.oid, caller) === caller) return caller;
    throw new GraphError(403, 'Forbidden', 'A person sets only their own presence.');
  };
  for (const prefix of ['/v1.0/me', '/v1.0/users/:id']) {
    addRoute(app, 'POST', `${prefix}/presence/setUserPreferredPresence`, {
      summary: "Sets the caller's preferred presence.",
      body: PreferredBody,
      example: { availability: 'Busy', activity: 'Busy' },
      handle: async (c) => {
        const { oid } = await authenticateOwner(c);
        const preferred = await readBody(c, PreferredBody, 'availability, activity and expirationDuration');
        checkPresence(preferred, choosablePresences);
        // Microsoft documents that these two last one day, and all others seven days.
        const defaultMs = /^(Busy|DoNotDisturb)$/.test(preferred.availability) ? dayMs : 7 * dayMs;
        const lifetimeMs = parseDuration(preferred.expirationDuration, defaultMs);
        presences.setPreferredPresence(oid, preferred, now() + lifetimeMs);
        return c.body(null, 200);
      },
    });
    addRoute(app, 'POST', `${prefix}/presence/clearUserPreferredPresence`, {
      summary: "Removes the caller's preferred presence.",
      handle: async (c) => {
        presences.deletePreferredPresence((await authenticateOwner(c)).oid);
        return c.body(null, 200);
      },
    });
    addRoute(app, 'POST', `${prefix}/presence/setPresence`, {
      summary: 'Reports a presence of the application.',
      body: ReportedBody,
      example: {
        sessionId: exampleSession,
        availability: 'Busy',
        activity: 'InACall',
        expirationDuration: 'PT1H',
      },
      handle: async (c) => {
        const { oid } = await authenticateOwner(c);
        const expected = 'sessionId (the application’s id), availability and activity';
        const reported = await readBody(c, ReportedBody, expected);
        checkPresence(reported, reportablePresences);
        // Microsoft documents these limits, and that the shortest duration is the default.
        const lifetimeMs = parseDuration(reported.expirationDuration, 5 * minuteMs);
        if (lifetimeMs < 5 * minuteMs || lifetimeMs > 240 * minuteMs) {
          throw createBadRequest('expirationDuration must be from PT5M to PT4H.');
        }
        presences.setReportedPresence(oid, reported.sessionId.toLowerCase(), reported, now() + lifetimeMs);
        return c.body(null, 200);
      },
    });
    addRoute(app, 'POST', `${prefix}/presence/setStatusMessage`, {
      summary: "Sets the caller's status message.",
      body: StatusMessageBody,
      example: { statusMessage: { message: { content: 'Back at 3', contentType: 'text' } } },
      handle: async (c) => {
        const { oid } = await authenticateOwner(c);
        const expected = 'statusMessage with a message, whose content has at most 280 characters';
        const { message, expiryDateTime } = (await readBody(c, StatusMessageBody, expected)).statusMessage;
        const expiresAt = expiryDateTime ? parseUtc(expiryDateTime.dateTime) : Number.POSITIVE_INFINITY;
        presences.setStatusMessage(oid, message.content, expiresAt);
        return c.body(null, 200);
      },
    });
    addRoute(app, 'POST', `${prefix}/presence/clearPresence`, {
      summary: 'Ends the report of the application.',
      body: EndedSessionBody,
      example: { sessionId: exampleSession },
      handle: async (c) => {
        const { oid } = await authenticateOwner(c);
        const { sessionId } = await readBody(c, EndedSessionBody, 'sessionId');
        if (presences.deleteReportedPresence(oid, sessionId.toLowerCase())) return c.body(null, 200);
        throw new GraphError(404, 'NotFound', 'There is no such presence session.');
      },
    });
  }
}

/** @param text a time in UTC, without an offset. @returns milliseconds since 1970. */
function parseUtc(text: string): number {
  const time = Date.parse(`${text.replace(/Z$/, '')}Z`);
  if (Number.isNaN(time)) throw createBadRequest('expiryDateTime.dateTime must be like 2026-01-15T09:30:00.');
  return time;
}

/** @returns the milliseconds of an ISO 8601 duration of days, hours, minutes and seconds, such as `PT8H`. */
function parseDuration(text: string | null | undefined, defaultMs: number): number {
  if (text === undefined || text === null) return defaultMs;
  // Each number has six digits at most, so that the sum stays a safe integer.
  const [, dayCount = 0, hourCount = 0, minuteCount = 0, secondCount = 0] =
    /^P(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/.exec(text) ?? [];
  const minutes = (Number(dayCount) * 24 + Number(hourCount)) * 60 + Number(minuteCount);
  const seconds = minutes * 60 + Number(secondCount);
  // The sum is also 0 if the text does not match, because it then has no numbers.
  if (seconds === 0) throw new GraphError(400, 'BadRequest', 'expirationDuration must be like PT8H.');
  return seconds * 1000;
}
