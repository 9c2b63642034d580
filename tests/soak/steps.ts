import type { Random } from '../support/random.ts';
import type { SoakRecord } from './record.ts';
import type { Screen } from '../support/app/screen.ts';
import type { User } from '../support/app/user.ts';

/** The state that an action may consider. */
export interface Moment {
  readonly user: User;
  readonly screen: Screen;
  readonly others: readonly User[];
  /** The only other participant of the call on the screen; `null` in a meeting or a group call. */
  readonly participant: string | null;
  readonly random: Random;
  readonly record: SoakRecord;
}

/** What the screen must show soon after an action. */
export interface Outcome {
  readonly what: string;
  readonly holds: (screen: Screen) => boolean;
}

/** Something that a user can do in the app. */
export interface Action {
  readonly name: string;
  /** How likely the action is at this moment; 0 when it is impossible. */
  readonly weight: (moment: Moment) => number;
  /** @returns what the screen must show afterwards; `null` when that cannot be foreseen. */
  readonly run: (moment: Moment) => Promise<Outcome | null>;
}

export const outcome = (what: string, holds: Outcome['holds']): Outcome => ({ what, holds });

const toolbar = (user: User) => user.page.getByRole('toolbar', { name: 'Call controls' });

export const press = (user: User, name: string): Promise<void> =>
  toolbar(user).getByRole('button', { name, exact: true }).click({ timeout: 3_000 });

/** Chooses an entry of *More*, and closes the menu again when the entry cannot be used. */
export async function menu(user: User, name: string | RegExp): Promise<void> {
  await press(user, 'More');
  const item = user.page.getByRole('menuitem', { name });
  await item.waitFor({ timeout: 3_000 });
  if (await item.isEnabled()) await item.click({ timeout: 3_000 });
  else await user.page.keyboard.press('Escape');
}

export async function closePanels(user: User): Promise<void> {
  for (const button of await user.page
    .locator('aside')
    .getByRole('button', { name: /^Close / })
    .all())
    await button.click({ timeout: 3_000 }).catch(() => {});
}

/** @returns an action at random, by weight; `null` when none is possible. */
export function choose(list: readonly Action[], moment: Moment): Action | null {
  const weighted = list.map((action) => ({ action, weight: action.weight(moment) }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  let left = (moment.random.below(1_000_000) / 1_000_000) * total;
  for (const { action, weight } of weighted) {
    left -= weight;
    if (left < 0) return action;
  }
  return null;
}
