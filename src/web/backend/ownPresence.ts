import type { OwnPresenceSource } from '../people/ownPresence.ts';
import type { Graph } from './graph.ts';

/** How long Graph keeps what the app reports, if the app does not report again: 5 minutes, the shortest time. */
const reportDuration = 'PT5M';

/**
 * Creates the functions that set the user's own presence through Microsoft Graph.
 * @param scopes must include `Presence.ReadWrite`
 * @param ids.oid Entra object id of the user
 * @param ids.clientId the application id, which Graph uses as the id of the app's presence session
 * @see https://learn.microsoft.com/graph/api/presence-setuserpreferredpresence and
 * https://learn.microsoft.com/graph/api/presence-setpresence
 */
export function createOwnPresenceSource(
  graph: Graph,
  scopes: string[],
  ids: { oid: string; clientId: string },
): OwnPresenceSource {
  const post = async (action: string, body: object): Promise<boolean> => {
    const { ok } = await graph(`/users/${ids.oid}/presence/${action}`, { scopes, body });
    return ok;
  };
  return {
    choose: (presence) => post('setUserPreferredPresence', presence),
    reset: () => post('clearUserPreferredPresence', {}),
    report: (presence) =>
      post('setPresence', { ...presence, sessionId: ids.clientId, expirationDuration: reportDuration }),
  };
}
