import * as z from 'zod/mini';
import { toSingleLine } from '../base/toSingleLine.ts';
import type { OwnPresenceSource } from '../people/ownPresence.ts';
import type { RequestPresence } from '../people/presence.ts';
import { readBody, type Graph } from './graph.ts';

const StatusMessage = z.object({ message: z.nullish(z.object({ content: z.nullish(z.string()) })) });
const Presences = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      availability: z.string(),
      activity: z.string(),
      statusMessage: z.nullish(StatusMessage),
    }),
  ),
});

/** The longest status message that Teams allows, in characters. */
const maxMessageLength = 280;

/** Reads a status message as one line. Teams adds the tag `<pinnednote>` if others should see the message before they write. */
const readStatusMessage = (statusMessage: z.infer<typeof StatusMessage> | null | undefined): string =>
  toSingleLine(
    (statusMessage?.message?.content ?? '').replaceAll(/<\/?pinnednote\s*\/?>/g, ''),
    maxMessageLength,
  );

/** Graph's limit for one request. Further people get no answer. */
const maxPeople = 650;

/**
 * Creates the function that gets people's presence.
 * @param scopes must include `Presence.Read.All`
 * @see https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid
 */
export function createPresenceSource(graph: Graph, scopes: string[]): RequestPresence {
  return async (oids) => {
    const answer = await graph('/communications/getPresencesByUserId', {
      scopes,
      body: { ids: oids.slice(0, maxPeople) },
    });
    const presences = await readBody(answer, Presences);
    if (typeof presences === 'string') {
      const refused = presences === 'noToken' || presences === 'forbidden';
      return { ok: false, refused, retryAfterSeconds: answer.ok ? 0 : (answer.retryAfterSeconds ?? 0) };
    }
    return {
      ok: true,
      states: new Map(
        presences.value.map(({ id, availability, activity, statusMessage }) => [
          id.toLowerCase(),
          { availability, activity, message: readStatusMessage(statusMessage) },
        ]),
      ),
    };
  };
}

/** How long Graph keeps the presence that the app reports: 5 minutes, the shortest time that it allows. */
const reportDuration = 'PT5M';

/**
 * Creates the functions that set the user's own presence.
 * @param scopes must include `Presence.ReadWrite`
 * @param ids.clientId the application id, which Graph demands as the id of the app's presence session
 * @see https://learn.microsoft.com/graph/api/presence-setuserpreferredpresence
 * @see https://learn.microsoft.com/graph/api/presence-setpresence
 */
export function createOwnPresenceSource(
  graph: Graph,
  scopes: string[],
  ids: { oid: string; clientId: string },
): OwnPresenceSource {
  const post = async (action: string, body: object): Promise<boolean> =>
    (await graph(`/users/${ids.oid}/presence/${action}`, { scopes, body })).ok;
  return {
    choose: (presence) => post('setUserPreferredPresence', presence),
    reset: () => post('clearUserPreferredPresence', {}),
    report: (presence) =>
      post('setPresence', { ...presence, sessionId: ids.clientId, expirationDuration: reportDuration }),
  };
}
