import * as z from 'zod/mini';
import type { RequestPresence } from '../people/presence.ts';
import type { Graph } from './graph.ts';

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
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ids: oids.slice(0, maxPeople) }),
    });
    if (!answer.ok) {
      const refused = answer.reason === 'noToken' || answer.reason === 'forbidden';
      return { ok: false, refused, retryAfter: answer.retryAfter ?? 0 };
    }
    const checked = Presences.safeParse(await answer.response.json().catch(() => null));
    if (!checked.success) return { ok: false, refused: false, retryAfter: 0 };
    return {
      ok: true,
      states: new Map(checked.data.value.map(({ id, ...state }) => [id.toLowerCase(), state])),
    };
  };
}
