import type { Graph } from './graph.ts';

/** A presence in Graph's words, for example `Busy` and `InACall`. */
interface GraphPresence {
  readonly availability: string;
  readonly activity: string;
}

/** How long Graph keeps what the app reports, if the app does not report again: 5 minutes, the shortest time. */
const reportDuration = 'PT5M';

/**
 * Creates the functions that set the user's own presence through Microsoft Graph. Each resolves with whether Graph has
 * accepted it.
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
) {
  const post = async (action: string, body: object): Promise<boolean> => {
    const answer = await graph(`/users/${ids.oid}/presence/${action}`, {
      scopes,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.ok;
  };
  return {
    /** Sets the presence that the user has chosen. Graph shows it instead of every reported one. */
    choose: (presence: GraphPresence) => post('setUserPreferredPresence', presence),
    /** Removes the user's choice, so that Teams and this app decide again. */
    reset: () => post('clearUserPreferredPresence', {}),
    /** Reports what the user does in this app. */
    report: (presence: GraphPresence) =>
      post('setPresence', { ...presence, sessionId: ids.clientId, expirationDuration: reportDuration }),
  };
}
