import type { SimulatedEndpoint } from './simulatedEndpoint.ts';
import type { Simulation } from './simulation.ts';

/** Checks the invariants that must hold whenever no frame is on its way. @throws an error that names the broken one. */
export function checkInvariants({ endpoints }: Simulation): void {
  const open = endpoints.filter(({ closed }) => !closed);
  const inside = new Map(
    open.flatMap((endpoint) => endpoint.live.map((view) => [view.self, { endpoint, view }])),
  );
  const ringing = new Set(open.flatMap(({ rings }) => [...rings.values()].map(({ self }) => self)));
  for (const { endpoint, view } of inside.values()) {
    const fail = (what: string): never => {
      throw new Error(`${endpoint.name}: ${what}: ${JSON.stringify({ ...view, others: [...view.others] })}`);
    };
    for (const [participant, { id, presence, bot }] of view.others) {
      const other = inside.get(participant);
      if (presence === 'Joined' && !bot) {
        if (!other) fail(`sees ${participant}, who is not in the call`);
        if (other?.view.others.get(view.self)?.presence !== 'Joined')
          fail(`is not seen by ${other?.endpoint.name}`);
      }
      const hasEndpoint = open.some(({ oid }) => id === `8:orgid:${oid}`);
      if (presence === 'Ringing' && hasEndpoint && !ringing.has(participant))
        fail(`sees ${participant} ring, but no endpoint rings`);
      if (presence === 'Connecting') fail(`waits for ${participant}, whom the server never reported`);
      if (presence === 'InLobby' && !other?.view.waits)
        fail(`sees ${participant} in the lobby, who is not there`);
    }
    if (view.waits && view.others.size > 0) fail('sees others from the lobby');
  }
  for (const endpoint of open) checkRings(endpoint, inside);
  for (const { unanswered, name } of open)
    if (unanswered.size > 0) throw new Error(`${name} got no answer to a request`);
}

/** An endpoint may ring only if a participant of the call sees it. */
function checkRings(
  endpoint: SimulatedEndpoint,
  inside: ReadonlyMap<string, { view: { others: Map<string, unknown> } }>,
): void {
  for (const { self } of endpoint.rings.values()) {
    const seen = [...inside.values()].some(({ view }) => view.others.has(self));
    if (!seen) throw new Error(`${endpoint.name} rings, but no participant of the call sees it`);
  }
}
