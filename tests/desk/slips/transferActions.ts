import { setTimeout as pause } from 'node:timers/promises';
import { createKeyboardHand, findFavourite } from '../hands.ts';
import { receptionist, refuser, type Colleague } from '../desk.ts';
import type { Walk } from '../walk.ts';
import { isPanelOpen, isTalking, type DeskAction } from './deskAction.ts';
import { dismissMessages } from './dismissMessages.ts';
import { reload } from './reloadActions.ts';

/** Presses a colleague's button among the favourites. An open panel takes their place, and *Transfer* has the same buttons. */
async function pressColleague(walk: Walk, colleague: Colleague, name: 'Transfer' | 'Consult'): Promise<void> {
  const { page } = walk;
  const panel = page.getByRole('main').getByRole('complementary');
  const row = panel.getByRole('row').filter({ hasText: colleague.name });
  if (await row.isVisible()) {
    const button = name === 'Consult' ? 'Consult first' : name;
    return walk.press(row.getByRole('button', { name: button, exact: true }));
  }
  if (await panel.isVisible()) await panel.getByRole('button', { name: /^Close / }).click();
  return walk.press(findFavourite(page, colleague).getByRole('button', { name, exact: true }));
}

/** Presses a button of the colleague who declines, and waits until the screen says that the colleague has declined. */
async function pressRefuser(walk: Walk, button: 'Transfer' | 'Consult'): Promise<void> {
  const { page } = walk;
  const refusal = page.getByRole('alert').filter({ hasText: refuser.name });
  // An earlier attempt has left the same words.
  await dismissMessages(page);
  await refusal.waitFor({ state: 'detached' });
  await pressColleague(walk, refuser, button);
  await refusal.waitFor();
}

/** The receptionist transfers or consults, and presses twice or reloads meanwhile. */
export const transferActions: readonly DeskAction[] = [
  {
    name: 'transfer',
    weight: (state) => (isTalking(state) && state.freeColleagues.length > 0 ? 2 : 0),
    async run(walk, { front, freeColleagues }) {
      if (!front) return;
      const colleague = walk.random.pick(freeColleagues);
      walk.judge.permit(front, 'wait', { talkTo: colleague.name });
      await pressColleague(walk, colleague, 'Transfer');
      await walk.desk.ledger.waitFor(front.name, 'talking', colleague.name);
    },
  },
  {
    name: 'transfer by keys',
    weight: (state) => (isTalking(state) && state.freeColleagues.length > 0 && !isPanelOpen(state) ? 1 : 0),
    async run(walk, { front, freeColleagues }) {
      if (!front) return;
      const colleague = walk.random.pick(freeColleagues);
      walk.judge.permit(front, 'wait', { talkTo: colleague.name });
      await createKeyboardHand(walk.page).transfer(colleague);
      await pause(walk.random.below(300));
      walk.count('slip: Enter pressed twice');
      await walk.page.keyboard.press('Enter');
      await walk.desk.ledger.waitFor(front.name, 'talking', colleague.name);
    },
  },
  {
    name: 'reload during a transfer',
    weight: (state) => (isTalking(state) && state.freeColleagues.length > 0 ? 0.5 : 0),
    async run(walk, state) {
      const { front, held, ringing, freeColleagues } = state;
      if (!front) return;
      const colleague = walk.random.pick(freeColleagues);
      walk.judge.permit(front, 'wait', 'end', { talkTo: colleague.name });
      await pressColleague(walk, colleague, 'Transfer');
      await pause(walk.random.below(1_000));
      walk.count('slip: reload during a transfer');
      await reload(walk, [front, ...held, ...ringing], { transferee: front, colleague });
    },
  },
  {
    name: 'consult',
    weight: (state) => (isTalking(state) && state.freeColleagues.length > 0 ? 2.5 : 0),
    async run(walk, { front, freeColleagues }) {
      if (!front) return;
      const colleague = walk.random.pick(freeColleagues);
      walk.judge.permit(front, 'wait');
      walk.noteCall();
      await pressColleague(walk, colleague, 'Consult');
      walk.consultingFor = front;
      await walk.desk.ledger.waitFor(colleague.name, 'talking', receptionist.name);
    },
  },
  {
    name: 'consult a colleague who declines',
    weight: (state) => (isTalking(state) ? 1 : 0),
    async run(walk, { front }) {
      if (!front) return;
      walk.judge.permit(front, 'wait');
      walk.noteCall();
      await pressRefuser(walk, 'Consult');
    },
  },
  {
    name: 'transfer to a colleague who declines',
    weight: (state) => (isTalking(state) ? 1 : 0),
    async run(walk, { front }) {
      if (!front) return;
      walk.judge.permit(front, 'wait');
      await pressRefuser(walk, 'Transfer');
    },
  },
];
