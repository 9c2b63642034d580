import * as z from 'zod/mini';
import type { Graph } from './graph.ts';

/** The presence of a person, in Graph's words. */
export interface PresenceState {
  readonly availability: string;
  readonly activity: string;
}

export type PresenceAnswer =
  | { readonly ok: true; readonly states: ReadonlyMap<string, PresenceState> }
  /**
   * `refused`: the app may not read presence, so it must not ask again. Otherwise it may ask again after `retryAfter`
   * seconds.
   */
  | { readonly ok: false; readonly refused: boolean; readonly retryAfter: number };

const Presences = z.object({
  value: z.array(z.object({ id: z.string(), availability: z.string(), activity: z.string() })),
});

/** People whose presence Graph returns in one answer. */
const maxPeople = 650;

/**
 * Gets the presence of people from Microsoft Graph.
 * @param scopes must include `Presence.Read.All`
 * @see https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid
 */
export function createPresenceSource(graph: Graph, scopes: string[]) {
  /** @param oids object ids; the presence of more than 650 people is not requested */
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
    const read = Presences.safeParse(await answer.response.json().catch(() => null));
    if (!read.success) return { ok: false, refused: false, retryAfter: 0 };
    return {
      ok: true,
      states: new Map(read.data.value.map(({ id, ...state }) => [id.toLowerCase(), state])),
    };
  };
}
