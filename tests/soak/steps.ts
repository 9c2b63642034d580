import { setTimeout as pause } from 'node:timers/promises';
import type { Locator } from 'playwright';
import type { Screen } from '../support/app/screen.ts';
import type { User } from '../support/app/user.ts';
import type { Random } from '../support/random.ts';
import type { FaultSource } from './faults.ts';
import type { Person, Tab } from './person.ts';
import type { SoakRecord } from './record.ts';
import type { StorageLedger } from './storageLedger.ts';

/** What the walk works with. `main.ts` provides it. */
export interface WalkDeps {
  readonly persons: readonly Person[];
  readonly random: Random;
  readonly record: SoakRecord;
  readonly ledger: StorageLedger;
  readonly faults: readonly FaultSource[];
  /** Reads what a page has logged, before the page goes away with its log. */
  readonly readLogs: (tab: Tab) => Promise<void>;
}

/** The state in which a user acts. */
export interface ActionContext extends WalkDeps {
  readonly tab: Tab;
  readonly user: User;
  /** The screen that the user sees before the action. */
  readonly screen: Screen;
  readonly others: readonly Person[];
  /** The name of the only other participant of the call on the screen; `null` in a meeting or a group call. */
  readonly participant: string | null;
  /** A tab of this participant that has the call on the screen, too; `null` if there is none, as for a bot. */
  readonly peer: Tab | null;
  /** Presses a button, and in some actions the same place again. */
  readonly press: (button: Locator) => Promise<void>;
}

/** Tells whether a screen shows the effect of an action, which must happen soon. */
export type IsEffectShown = (screen: Screen) => boolean;

export interface Action {
  readonly name: string;
  /** How likely the action is at this moment, relative to the other actions; 0 if the action is impossible. */
  readonly weight: (context: ActionContext) => number;
  /** Carries the action out. @returns nothing if the effect depends on other users */
  readonly run: (context: ActionContext) => Promise<IsEffectShown | void>;
}

export const findControl = ({ page }: User, name: string): Locator =>
  page.getByRole('toolbar', { name: 'Call controls' }).getByRole('button', { name, exact: true });

/** @returns the items of the list of calls */
export const findCallItems = ({ page }: User): Locator =>
  page.getByRole('list', { name: 'Calls', exact: true }).locator('button[aria-current]');

/** Finds the first button with this name. */
export const findButton = ({ page }: User, name: string | RegExp): Locator =>
  page.getByRole('button', { name, exact: true }).first();

export const pressOnce = (button: Locator): Promise<void> => button.click();

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

export async function closePanels({ page }: User): Promise<void> {
  const buttons = page.locator('aside').getByRole('button', { name: /^Close / });
  for (const button of await buttons.all()) await button.click().catch(() => {});
}
