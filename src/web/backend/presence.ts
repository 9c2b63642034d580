import * as z from 'zod/mini';
import type { RequestPresence } from '../people/presence.ts';
import { readBody, type Graph } from './graph.ts';

const Presences = z.object({
  value: z.array(z.object({ id: z.string(), availability: z.string(), activity: z.string() })),
});

/** The number of people whose presence Graph returns in one answer. */
const maxPeople = 650;

/**
 * Creates the function that gets the presence of people from Microsoft Graph.
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
      return { ok: false, refused, retryAfter: answer.ok ? 0 : (answer.retryAfter ?? 0) };
    }
    return {
      ok: true,
      states: new Map(presences.value.map(({ id, ...state }) => [id.toLowerCase(), state])),
    };
  };
}
