import * as z from 'zod/mini';
import type { Graph } from './graph.ts';

/** Whether somebody is free, in Graph's words. */
export interface PresenceState {
  readonly availability: string;
  readonly activity: string;
}

export type PresenceAnswer =
  | { readonly ok: true; readonly states: ReadonlyMap<string, PresenceState> }
  /** @param refused it is not allowed, and will not be; else it may be asked again, after so many seconds */
  | { readonly ok: false; readonly refused: boolean; readonly retryAfter: number };

const Presences = z.object({
  value: z.array(z.object({ id: z.string(), availability: z.string(), activity: z.string() })),
});

/** How many Graph tells at once. */
const atOnce = 650;

/**
 * Whether people are free, by Microsoft Graph.
 * @param scopes with `Presence.Read.All` among them
 * @see https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid
 */
export function createPresenceSource(graph: Graph, scopes: string[]) {
  /** @param oids Entra object ids; those beyond 650 stay unknown */
  return async (oids: readonly string[]): Promise<PresenceAnswer> => {
    const answer = await graph('/communications/getPresencesByUserId', {
      scopes,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ids: oids.slice(0, atOnce) }),
    });
    if (!answer.ok) {
      const refused = answer.why === 'noToken' || answer.why === 'forbidden';
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
