import type { SimulatedEndpoint } from './simulatedEndpoint.ts';
import type { Simulation } from './simulation.ts';
import type { CallView } from './view.ts';

/** Maps the participant id of each participant who is in a call to the participant's endpoint and view. */
type Participations = ReadonlyMap<string, { readonly endpoint: SimulatedEndpoint; readonly view: CallView }>;

/** Checks the invariants that must hold whenever no frame is on its way. @throws an error that names the broken invariant. */
export function checkInvariants({ endpoints }: Simulation): void {
  const openEndpoints = endpoints.filter(({ isClosed }) => !isClosed);
  const participations: Participations = new Map(
    openEndpoints.flatMap((endpoint) =>
      endpoint.activeViews.map((view) => [view.ownParticipantId, { endpoint, view }]),
    ),
  );
  const ringingIds = new Set(
    openEndpoints.flatMap(({ incomingCalls }) => [...incomingCalls.values()].map(({ self }) => self)),
  );
  const rawIds = new Set(openEndpoints.map(({ oid }) => `8:orgid:${oid}`));
  for (const { endpoint, view } of participations.values()) {
    const fail = (problem: string): never => {
      const viewText = JSON.stringify({ ...view, others: [...view.others] });
      throw new Error(`${endpoint.name}: ${problem}: ${viewText}`);
    };
    for (const [participantId, { rawId, presence, isBot }] of view.others) {
      const other = participations.get(participantId);
      if (presence === 'Joined' && !isBot) {
        if (!other) fail(`sees ${participantId}, who is not in the call`);
        if (other?.view.others.get(view.ownParticipantId)?.presence !== 'Joined')
          fail(`is not seen by ${other?.endpoint.name}`);
      }
      if (presence === 'Ringing' && rawIds.has(rawId) && !ringingIds.has(participantId))
        fail(`sees ${participantId} ring, but no endpoint rings`);
      if (presence === 'Connecting') fail(`waits for ${participantId}, whom the server never reported`);
      if (presence === 'InLobby' && !other?.view.isInLobby)
        fail(`sees ${participantId} in the lobby, who is not there`);
    }
    if (view.isInLobby && view.others.size > 0) fail('sees other participants from the lobby');
  }
  for (const endpoint of openEndpoints) checkIncomingCalls(endpoint, participations);
  for (const { unansweredRefs, name } of openEndpoints)
    if (unansweredRefs.size > 0) throw new Error(`${name} got no answer to a request`);
}

/** A call may ring at an endpoint only while a participant of that call sees the endpoint ring. */
function checkIncomingCalls(endpoint: SimulatedEndpoint, participations: Participations): void {
  for (const { self: participantId } of endpoint.incomingCalls.values()) {
    const isSeen = [...participations.values()].some(({ view }) => view.others.has(participantId));
    if (!isSeen) throw new Error(`${endpoint.name} rings, but no participant of the call sees it`);
  }
}
