import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { callControl, findDialBox } from '../support/app/appTest.ts';
import { recentCalls } from '../support/app/ringing.ts';
import { findCard, findRow, toShownName, type Caller, type Colleague } from './desk.ts';

export type HandKind = 'keyboard' | 'mouse';

/** What a receptionist does at the desk. Each method ends with its last press, and not with what follows from the press. */
export interface Hand {
  readonly kind: HandKind;
  /** How often the hand has pressed something. Keys that are pressed together count as one; the text of notes does not count. */
  readonly presses: number;
  accept(caller: Caller): Promise<void>;
  hold(): Promise<void>;
  resume(): Promise<void>;
  hangUp(): Promise<void>;
  transfer(to: Colleague): Promise<void>;
  /** Calls the colleague before the transfer. */
  consult(colleague: Colleague): Promise<void>;
  /** Completes the transfer to the colleague who was consulted. */
  complete(caller: Caller): Promise<void>;
  /** Goes back to the caller who waits during a consultation. */
  takeBack(caller: Caller): Promise<void>;
  swapTo(caller: Caller): Promise<void>;
  /** Goes to the place where a message to a colleague is typed. */
  ask(colleague: Colleague): Promise<void>;
  chooseOutcome(name: string): Promise<void>;
  chooseMicrophone(index: number): Promise<void>;
  callByName(colleague: Colleague): Promise<void>;
  callBack(name: string): Promise<void>;
}

export const findFavourite = (page: Page, { name }: Colleague): Locator =>
  page.getByRole('list', { name: 'Favourites' }).getByRole('listitem').filter({ hasText: name });
const microphoneButton = (page: Page) =>
  page.getByRole('button', { name: 'Choose a microphone', exact: true });
const outcomeList = (page: Page) => page.getByRole('combobox', { name: 'Outcome', exact: true });

/** The part of a name that a user types until the right person is the first one. */
const lettersOf = ({ name }: Colleague): readonly string[] => name.toLowerCase().slice(0, 2).split('');

/** Milliseconds between two keys of a quick typist. */
const betweenKeysMs = 80;

/** Until then, the app takes a second Enter for a double press of a control that has gone. */
const lookMs = 800;

export function createKeyboardHand(page: Page): Hand {
  let presses = 0;
  const press = async (...keys: readonly string[]) => {
    for (const key of keys) {
      presses += 1;
      await page.keyboard.press(key);
      await pause(betweenKeysMs);
    }
  };
  /** Moves the focus until the target has it. */
  const moveTo = async (target: Locator, key = 'Tab') => {
    await target.waitFor();
    for (let count = 0; count < 80; count += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await press(key);
    }
    throw new Error(`The focus does not get to ${String(target)}.`);
  };
  return {
    kind: 'keyboard',
    get presses() {
      return presses;
    },
    accept: () => press('Control+Shift+KeyS'),
    hold: () => press('Control+Shift+KeyY'),
    resume: () => press('Control+Shift+KeyY'),
    async hangUp() {
      // Just after another call has come to the screen, the button is grey, and the user waits.
      await page.getByRole('button', { name: 'Hang up', disabled: false }).waitFor();
      await press('Control+Shift+KeyH');
    },
    transfer: (to) => press('Control+Shift+KeyX', ...lettersOf(to), 'Enter'),
    consult: (colleague) => press('Control+Shift+KeyX', ...lettersOf(colleague), 'Shift+Enter'),
    complete: () => press('Control+Shift+KeyX'),
    takeBack: () => press('Control+Shift+KeyB'),
    async swapTo(caller) {
      // The row shows the keys.
      const keys = await findRow(page, caller)
        .locator('[aria-keyshortcuts]')
        .getAttribute('aria-keyshortcuts');
      await press((keys ?? '').replace(/\+(\d)$/, '+Digit$1'));
    },
    ask: (colleague) => press('Control+Shift+KeyF', ...lettersOf(colleague).slice(0, 1), 'Enter'),
    async chooseOutcome(name) {
      await moveTo(outcomeList(page));
      await press(name.slice(0, 1));
    },
    async chooseMicrophone(index) {
      await moveTo(microphoneButton(page));
      await press('Enter');
      const item = page.getByRole('menuitemradio').nth(index);
      await moveTo(item, 'ArrowDown');
      await press('Enter');
    },
    async callByName(colleague) {
      await moveTo(findDialBox(page));
      // The first suggestion is already chosen: an arrow key would move on to the second one.
      await press(...lettersOf(colleague), 'Enter', 'Enter');
    },
    async callBack(name) {
      if (await hasNewCalls(page)) {
        await moveTo(findNewCalls(page));
        await press('Enter');
        // The button goes, and the first call gets the focus. A user looks before they press Enter again.
        await pause(lookMs);
      }
      await moveTo(findCallBack(page, name));
      await press('Enter');
    },
  };
}

/** The button that shows the calls that have come while the list was on the screen. */
const findNewCalls = (page: Page) => recentCalls(page).getByRole('button', { name: /^\d+ new calls?$/ });

/** Whether calls wait behind the button. A list that was empty shows a call at once. */
const hasNewCalls = (page: Page) => findNewCalls(page).isVisible();

const findCallBack = (page: Page, name: string) =>
  recentCalls(page)
    .getByRole('listitem')
    .filter({ hasText: name })
    .first()
    .getByRole('button', { name: /Call back|^Call/ })
    .first();

export function createMouseHand(page: Page): Hand {
  let presses = 0;
  const click = async (target: Locator) => {
    presses += 1;
    await target.click({ timeout: 8_000 });
  };
  const pressControl = (name: string) => click(callControl(page, name));
  const pressFavourite = (colleague: Colleague, name: string) =>
    click(findFavourite(page, colleague).getByRole('button', { name, exact: true }));
  return {
    kind: 'mouse',
    get presses() {
      return presses;
    },
    accept: (caller) => click(findCard(page, caller).getByRole('button', { name: 'Accept', exact: true })),
    hold: () => pressControl('Hold'),
    resume: () => pressControl('Resume'),
    hangUp: () => pressControl('Hang up'),
    transfer: (to) => pressFavourite(to, 'Transfer'),
    consult: (colleague) => pressFavourite(colleague, 'Consult'),
    complete: (caller) =>
      click(
        page.getByRole('button', { name: new RegExp(`^Transfer .*${toShownName(caller).source}.* now$`) }),
      ),
    takeBack: (caller) =>
      click(page.getByRole('button', { name: new RegExp(`^Resume with .*${toShownName(caller).source}`) })),
    swapTo: (caller) => click(findRow(page, caller).locator('button[aria-current]')),
    async ask(colleague) {
      await click(page.getByRole('button', { name: 'Ask', exact: true }));
      const panel = page.getByRole('complementary', { name: 'Ask a colleague' });
      await click(panel.getByRole('button', { name: new RegExp(`^${colleague.name}`) }));
    },
    async chooseOutcome(name) {
      // The system draws the list of choices, which takes one click to open and one to choose.
      presses += 2;
      await outcomeList(page).selectOption(name);
    },
    async chooseMicrophone(index) {
      await click(microphoneButton(page));
      await click(page.getByRole('menuitemradio').nth(index));
    },
    callByName: (colleague) => pressFavourite(colleague, 'Call'),
    async callBack(name) {
      if (await hasNewCalls(page)) await click(findNewCalls(page));
      await click(findCallBack(page, name));
    },
  };
}
