import { featureScopes } from '../auth/scopes.ts';
import type { AuthSession } from '../auth/session.ts';
import { createCalendar } from '../backend/calendar.ts';
import { createGraph } from '../backend/graph.ts';
import { createMessages } from '../backend/messages.ts';
import { createMeetingCreator } from '../backend/onlineMeetings.ts';
import { createNewMeetings } from '../workday/newMeetings.ts';
import { createTodaysMeetings } from '../workday/todaysMeetings.ts';
import type { Workday } from '../workday/workday.ts';

/** What `connect.ts` gives this file. */
interface WorkdayDeps {
  /** Entra object id of the user. */
  readonly oid: string;
  /** The user's sign-in name, which is usually their e-mail address. */
  readonly upn: string;
  /** For example `https://graph.microsoft.com/v1.0`. */
  readonly graphEndpoint: string;
  readonly session: Pick<AuthSession, 'acquireToken'>;
}

/**
 * Creates what the user needs of Microsoft Graph during the day besides calls. The tokens are optional: calls work
 * without them, so the app does not ask the user to sign in again for them.
 */
export function assembleWorkday({ oid, upn, graphEndpoint, session }: WorkdayDeps): Workday {
  const graph = createGraph(graphEndpoint, (scopes, request) =>
    session.acquireToken(scopes, { rejected: false, ...request, optional: true }),
  );
  return {
    todaysMeetings: createTodaysMeetings(createCalendar(graph, featureScopes.calendar, upn)),
    messages: createMessages(graph, {
      endpoint: graphEndpoint,
      scopes: featureScopes.chat,
      ownOid: oid,
    }),
    newMeetings: createNewMeetings(createMeetingCreator(graph, featureScopes.meetNow)),
  };
}
