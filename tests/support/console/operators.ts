import type { Locator, Page } from '@playwright/test';
import { callControl, expect, incomingCallDialog } from '../app/appTest.ts';
import { favouriteRow } from './favourites.ts';

/** How a receptionist works: with the mouse, or with the keyboard alone. Each function is one thing that the receptionist does. */
export interface Operator {
  /** Accepts the call that has rung longest. */
  accept(callerName: string): Promise<void>;
  transfer(target: string): Promise<void>;
  consult(target: string): Promise<void>;
  /** Completes the transfer of the caller who waits for the end of a consultation. */
  completeTransfer(callerName: string): Promise<void>;
  /** Resumes the call with the caller whose transfer or consultation failed last. */
  resumeAfterFailure(callerName: string): Promise<void>;
  /** Resumes the call on the screen. */
  resume(): Promise<void>;
  /** Shows a call of the list of calls, and resumes it. */
  switchTo(callerName: string): Promise<void>;
  hangUp(): Promise<void>;
  /** Presses a button that is not part of a call. */
  press(button: Locator): Promise<void>;
}

/** @returns the button of a call in the list of calls */
const findInList = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'Calls' })
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('button')
    .first();

export const createMouseOperator = (page: Page): Operator => ({
  accept: (callerName) =>
    incomingCallDialog(page)
      .filter({ hasText: callerName })
      .getByRole('button', { name: 'Accept', exact: true })
      .click(),
  transfer: (target) =>
    favouriteRow(page, target).getByRole('button', { name: 'Transfer', exact: true }).click(),
  consult: (target) =>
    favouriteRow(page, target).getByRole('button', { name: 'Consult', exact: true }).click(),
  completeTransfer: (callerName) => page.getByRole('button', { name: `Transfer ${callerName} now` }).click(),
  resumeAfterFailure: (callerName) =>
    page
      .getByRole('alert')
      .getByRole('button', { name: `Resume with ${callerName}` })
      .click(),
  resume: () => callControl(page, 'Resume').click(),
  switchTo: (callerName) => findInList(page, callerName).click(),
  hangUp: () => callControl(page, 'Hang up').click(),
  press: (button) => button.click(),
});

/** More elements than the console has between two of its parts. */
const maxTabPresses = 150;

export function createKeyboardOperator(page: Page): Operator {
  const press = (keys: string) => page.keyboard.press(keys);
  /** Opens the panel *Transfer*, and types the first letters of the name, which highlights the person. */
  const openPanel = async (target: string) => {
    await press('Control+Shift+X');
    await expect(page.getByRole('combobox', { name: 'Transfer to' })).toBeFocused();
    await page.keyboard.type(target.slice(0, 2).toLowerCase());
    await expect(page.getByRole('row', { selected: true })).toContainText(target);
  };
  const tabTo = async (element: Locator) => {
    for (let count = 0; count < maxTabPresses; count++) {
      if (await element.evaluate((node) => node === document.activeElement)) return;
      await press('Tab');
    }
    throw new Error(`Tab does not reach ${element.toString()}.`);
  };
  const pressButton = async (button: Locator) => {
    await tabTo(button);
    await press('Enter');
  };
  return {
    accept: () => press('Control+Shift+S'),
    async transfer(target) {
      await openPanel(target);
      await press('Enter');
    },
    async consult(target) {
      await openPanel(target);
      await press('Shift+Enter');
    },
    completeTransfer: () => press('Control+Shift+X'),
    resumeAfterFailure: () => press('Control+Shift+B'),
    resume: () => press('Control+Shift+Y'),
    switchTo: (callerName) => pressButton(findInList(page, callerName)),
    hangUp: () => press('Control+Shift+H'),
    press: pressButton,
  };
}
