import { setTimeout as pause } from 'node:timers/promises';
import type { Locator } from 'playwright';
import type { Screen } from '../support/app/screen.ts';
import type { User } from '../support/app/user.ts';
import type { Random } from '../support/random.ts';
import type { Person, Tab } from './person.ts';
import type { SoakRecord } from './record.ts';
import type { StorageLedger } from './storageLedger.ts';

/** The state in which a user acts. */
export interface ActionContext {
  readonly tab: Tab;
  readonly user: User;
  /** The screen that the user sees before the action. */
  readonly screen: Screen;
  readonly others: readonly Person[];
  /** The name of the only other participant of the call on the screen; `null` in a meeting or a group call. */
  readonly participant: string | null;
  readonly random: Random;
  /**
   * A tab of the participant that has the call on the screen, too; `null` if there is none, or if the participant is no test
   * user.
   */
  readonly peer: Tab | null;
  readonly record: SoakRecord;
  readonly ledger: StorageLedger;
  /** Presses a button, and in some actions the same place again. */
  readonly press: (button: Locator) => Promise<void>;
  /** Reads what the pages have logged, before a page goes away with its log. */
  readonly readLogs: () => Promise<void>;
}

/** What the screen must show soon after an action. */
export interface Outcome {
  readonly what: string;
  readonly isShownOn: (screen: Screen) => boolean;
}

export interface Action {
  readonly name: string;
  /** How likely the action is at this moment, relative to the other actions; 0 if the action is impossible. */
  readonly weight: (context: ActionContext) => number;
  /** Carries the action out. @returns what the screen must show afterwards; nothing if that depends on other users */
  readonly run: (context: ActionContext) => Promise<Outcome | void>;
}

export const findControl = ({ page }: User, name: string): Locator =>
  page.getByRole('toolbar', { name: 'Call controls' }).getByRole('button', { name, exact: true });

export const pressOnce = (button: Locator): Promise<void> => button.click({ timeout: 5_000 });

/** Creates the function that presses a button, and 80 to 400 ms later the same place again. */
export const createDoublePress =
  (random: Random) =>
  async (button: Locator): Promise<void> => {
    await pressOnce(button);
    await pause(80 + random.below(320));
    // The pointer is still where Playwright has pressed the button.
    const { mouse } = button.page();
    await mouse.down();
    await mouse.up();
  };

/** Chooses an item of the menu *More*. If the item is disabled, it closes the menu again. */
export async function chooseMenuItem({ user, press }: ActionContext, name: string | RegExp): Promise<void> {
  await pressOnce(findControl(user, 'More'));
  const item = user.page.getByRole('menuitem', { name });
  await item.waitFor({ timeout: 3_000 });
  if (await item.isEnabled()) await press(item);
  else await user.page.keyboard.press('Escape');
}

export async function closePanels(user: User): Promise<void> {
  for (const button of await user.page
    .locator('aside')
    .getByRole('button', { name: /^Close / })
    .all())
    await button.click({ timeout: 3_000 }).catch(() => {});
}

/** Chooses a random action. An action with twice the weight is twice as likely. @returns `null` if no action is possible */
export function chooseAction(actions: readonly Action[], context: ActionContext): Action | null {
  const weightedActions = actions.map((action) => ({ action, weight: action.weight(context) }));
  const totalWeight = weightedActions.reduce((sum, { weight }) => sum + weight, 0);
  if (totalWeight === 0) return null;
  // A random point on a line on which each action covers a length of its weight.
  let point = (context.random.below(1_000_000) / 1_000_000) * totalWeight;
  for (const { action, weight } of weightedActions) {
    point -= weight;
    if (point < 0) return action;
  }
  return null;
}
