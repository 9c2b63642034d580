import { setTimeout as pause } from 'node:timers/promises';
import { pickSlip, type Slip } from '../aims.ts';
import { findCard, type Caller } from '../desk.ts';
import { findPlace, pressPlace } from '../pressing.ts';
import type { DeskState, Walk } from '../walk.ts';
import { isPanelOpen, isWithColleague, type DeskAction } from './deskAction.ts';
import { pressPanelButton } from './panelAction.ts';

const countCalls = ({ front, held, consulted }: DeskState): number =>
  held.length + (front ? 1 : 0) + (consulted ? 1 : 0);

/** Presses where a card is about to appear, if that is no control yet, or what the user presses otherwise. */
async function pickRingSlip(walk: Walk, state: DeskState): Promise<Slip> {
  const { page, random, cardPlaces } = walk;
  const place = random.chance(0.4) ? cardPlaces[0] : undefined;
  const isFree =
    place &&
    (await page.evaluate(
      ({ x, y }) => document.elementFromPoint(x, y)?.closest('button, a, input, li') === null,
      place,
    ));
  if (!isFree) return pickSlip(walk, state);
  return { name: 'place of a new card pressed', press: () => pressPlace(page, place) };
}

/** Callers ring, give up and hang up, and the receptionist presses what was on the screen before. */
export const callerActions: readonly DeskAction[] = [
  {
    name: 'a call rings',
    weight: (state) => (state.ringing.length < 2 && countCalls(state) + state.ringing.length < 4 ? 6 : 0),
    async run(walk, state) {
      let caller: Caller | undefined;
      const ring = async () => (caller = await walk.ring());
      let isLate = false;
      if (walk.random.chance(0.7))
        ({ isLate } = await walk.pressAfter(ring, await pickRingSlip(walk, state)));
      else await ring();
      // A late press has accepted or declined the call in earnest, and the card is gone.
      const isDealtWith = isLate && caller && walk.desk.ledger.read(caller.name).state.is !== 'ringing';
      if (caller && !isDealtWith) await walk.waitForCard(caller);
    },
  },
  {
    name: 'a ringing caller gives up',
    weight: ({ ringing }) => (ringing.length > 0 ? 1.5 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.ringing);
      await walk.pressAfter(() => walk.leave(caller), await pickSlip(walk, state, caller));
    },
  },
  {
    name: 'a ringing caller gives up just when they are accepted',
    weight: ({ ringing, consulted }) => (ringing.length > 0 && !consulted ? 1 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.ringing);
      const accept = findCard(walk.page, caller).getByRole('button', { name: 'Accept', exact: true });
      const place = await findPlace(accept);
      walk.permitTalkTo(caller, state);
      walk.count('slip: Accept pressed at the same time');
      await Promise.all([
        walk.leave(caller),
        pause(walk.random.below(80)).then(() => pressPlace(walk.page, place)),
      ]);
    },
  },
  {
    name: 'the caller on the screen hangs up, and another one calls',
    weight: ({ front, ringing }) => (front && ringing.length < 2 ? 0.7 : 0),
    async run(walk, state) {
      const { front } = state;
      if (!front) return;
      const events = () => Promise.all([walk.leave(front), walk.ring()]);
      await walk.pressAfter(events, await pickSlip(walk, state, front));
    },
  },
  {
    name: 'the caller on the screen hangs up',
    weight: (state) => (state.front ? (state.held.length > 0 || isPanelOpen(state) ? 3 : 1) : 0),
    async run(walk, state) {
      const { front } = state;
      if (!front) return;
      if (!isPanelOpen(state) && walk.random.chance(0.4)) {
        await pressPanelButton(walk, state);
        await pause(1_000);
      }
      await walk.pressAfter(() => walk.leave(front), await pickSlip(walk, state, front));
    },
  },
  {
    name: 'a caller on hold hangs up',
    weight: ({ held, consulted }) => (held.length > 0 && !consulted ? 1.5 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.held);
      await walk.pressAfter(() => walk.leave(caller), await pickSlip(walk, state, caller));
    },
  },
  {
    name: 'a transferred caller hangs up',
    weight: (_state, { live, desk }) =>
      live.some(({ name }) => isWithColleague(desk.ledger.read(name).state)) ? 3 : 0,
    async run(walk) {
      const caller = walk.live.find(({ name }) => isWithColleague(walk.desk.ledger.read(name).state));
      if (caller) await walk.leave(caller);
    },
  },
];
