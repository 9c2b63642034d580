import { setTimeout as pause } from 'node:timers/promises';
import { callControl } from '../../support/app/appTest.ts';
import { pressHeadset } from '../../support/app/headset.ts';
import { findCard, findRow, receptionist, toShownName } from '../desk.ts';
import type { Walk } from '../walk.ts';
import type { DeskAction } from './deskAction.ts';

async function pressHeadsetTwice(walk: Walk): Promise<void> {
  const { page, random } = walk;
  walk.count('slip: headset pressed twice');
  const untilSecond = pause(30 + random.below(370));
  await pressHeadset(page, 'callButton');
  await untilSecond;
  await pressHeadset(page, 'callButton');
}

/** The receptionist answers, swaps and ends calls, and presses twice. */
export const callActions: readonly DeskAction[] = [
  {
    name: 'answer',
    weight: ({ ringing, consulted }) => (ringing.length > 0 && !consulted ? 8 : 0),
    async run(walk, state) {
      const { page, random, desk } = walk;
      const way = random.below(5);
      const first = state.ringing.find((caller) => toShownName(caller).test(state.screen.incoming[0] ?? ''));
      const caller = way < 2 ? first : random.pick(state.ringing);
      if (!caller) return;
      walk.permitTalkTo(caller, state);
      if (way === 0) await walk.pressKeys('Control+Shift+KeyS');
      else if (way === 1) await pressHeadsetTwice(walk);
      else await walk.press(findCard(page, caller).getByRole('button', { name: 'Accept', exact: true }));
      await desk.ledger.waitFor(caller.name, 'talking', receptionist.name);
    },
  },
  {
    name: 'decline',
    weight: ({ ringing }) => (ringing.length > 0 ? 1 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.ringing);
      walk.judge.permit(caller, 'end');
      await walk.press(findCard(walk.page, caller).getByRole('button', { name: 'Decline', exact: true }));
      await walk.desk.ledger.waitFor(caller.name, 'gone');
    },
  },
  {
    name: 'hang up',
    weight: ({ front }) => (front ? 2 : 0),
    async run(walk, { front, ringing }) {
      if (!front) return;
      walk.judge.permit(front, 'end');
      // Just after a held call has come to the screen by itself, *Hang up* is grey, and its keys do nothing either.
      const control = callControl(walk.page, 'Hang up');
      await control.and(walk.page.getByRole('button', { disabled: false })).waitFor();
      // While a call rings, the headset answers that call.
      const way = walk.random.below(ringing.length === 0 ? 3 : 2);
      if (way === 0) await walk.pressKeys('Control+Shift+KeyH');
      else if (way === 2) await pressHeadsetTwice(walk);
      else await walk.press(control);
      await walk.desk.ledger.waitFor(front.name, 'gone');
    },
  },
  {
    name: 'hold or resume',
    weight: ({ front }) => (front ? 2 : 0),
    async run(walk, state) {
      const { front, screen } = state;
      if (!front) return;
      walk.permitTalkTo(front, state);
      walk.judge.permit(front, 'wait');
      await walk.press(callControl(walk.page, screen.controls.includes('Resume') ? 'Resume' : 'Hold'));
    },
  },
  {
    name: 'swap',
    weight: ({ held, consulted }) => (held.length > 0 && !consulted ? 3 : 0),
    async run(walk, state) {
      const caller = walk.random.pick(state.held);
      walk.permitTalkTo(caller, state);
      await walk.press(findRow(walk.page, caller).locator('button[aria-current]'));
      await walk.desk.ledger.waitFor(caller.name, 'talking', receptionist.name);
    },
  },
  {
    name: 'end a call on hold',
    weight: ({ held, consulted, front }) => (held.length > 0 && !consulted && front ? 1 : 0),
    async run(walk, { held }) {
      const caller = walk.random.pick(held);
      walk.judge.permit(caller, 'end');
      const options = findRow(walk.page, caller).getByRole('button', { name: /^Options for/ });
      const item = walk.page.getByRole('menuitem', { name: /^End call with/ });
      await walk.press(options);
      // A second press, or Escape, has closed the menu again.
      if (!(await item.isVisible())) await options.click({ timeout: 8_000 });
      await walk.press(item);
      await walk.desk.ledger.waitFor(caller.name, 'gone');
    },
  },
];
