import type { Window } from './window.ts';
import type { World } from './world.ts';

/** What must hold whenever nothing is under way. @throws naming what does not. */
export function check({ windows }: World): void {
  const open = windows.filter(({ closed }) => !closed);
  const inside = new Map(open.flatMap((window) => window.live.map((view) => [view.self, { window, view }])));
  const ringing = new Set(open.flatMap(({ rings }) => [...rings.values()].map(({ self }) => self)));
  for (const { window, view } of inside.values()) {
    const fail = (what: string): never => {
      throw new Error(`${window.name}: ${what}: ${JSON.stringify({ ...view, others: [...view.others] })}`);
    };
    for (const [participant, { id, presence, bot }] of view.others) {
      const other = inside.get(participant);
      if (presence === 'Joined' && !bot) {
        if (!other) fail(`sees ${participant}, who is not in the call`);
        if (other?.view.others.get(view.self)?.presence !== 'Joined')
          fail(`is not seen by ${other?.window.name}`);
      }
      const hasWindow = open.some(({ oid }) => id === `8:orgid:${oid}`);
      if (presence === 'Ringing' && hasWindow && !ringing.has(participant))
        fail(`sees ${participant} ring in no window`);
      if (presence === 'Connecting') fail(`waits for ${participant}, of whom nobody has heard`);
      if (presence === 'InLobby' && !other?.view.waits)
        fail(`sees ${participant} in the lobby, who is not there`);
    }
    if (view.waits && view.others.size > 0) fail('sees others from the lobby');
  }
  for (const window of open) checkRings(window, inside);
  for (const { asked, name } of open) if (asked.size > 0) throw new Error(`${name} was never answered`);
}

/** No ring without somebody in the call who sees it. */
function checkRings(
  window: Window,
  inside: ReadonlyMap<string, { view: { others: Map<string, unknown> } }>,
): void {
  for (const { self } of window.rings.values()) {
    const seen = [...inside.values()].some(({ view }) => view.others.has(self));
    if (!seen) throw new Error(`${window.name} rings, and nobody calls`);
  }
}
