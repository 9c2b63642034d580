import * as z from 'zod/mini';
import type { Graph } from './graph.ts';

/** The presence of a person, as Graph words it, for example `Busy` and `InACall`. */
export interface PresenceState {
  readonly availability: string;
  readonly activity: string;
}

/** Graph's answer. `states` maps object ids to presence. */
export type PresenceAnswer =
  | { readonly ok: true; readonly states: ReadonlyMap<string, PresenceState> }
  /**
   * `refused`: `true` if the app has no permission to read presence, so it must not ask again. Otherwise it may ask
   * again after `retryAfter` seconds.
   */
  | { readonly ok: false; readonly refused: boolean; readonly retryAfter: number };

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
export function createPresenceSource(graph: Graph, scopes: string[]) {
  /** @param oids object ids. Only the presence of the first 650 people is requested */
  return async (oids: readonly string[]): Promise<PresenceAnswer> => {
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
