import type { Locator, Page } from '@playwright/test';
import type { Page as FirefoxPage } from 'puppeteer-core';
import { press, waitForText } from '../../support/firefoxPage.ts';
import {
  acceptCall,
  callControl,
  callRegion,
  dial,
  expect,
  incomingCallDialog,
} from '../../support/app/appTest.ts';

/** What an agent does and sees in the app, whichever browser shows it. */
export interface AgentPage {
  /** Waits for an incoming call whose card has this text, and accepts it. */
  readonly accept: (cardText: string) => Promise<void>;
  /** Presses a button of the call's toolbar, for example `Hold`. */
  readonly control: (name: string) => Promise<void>;
  /**
   * Types a name or number in the panel *Transfer*, and presses a key once the panel has found it.
   * @param shown the text of the found row
   */
  readonly transfer: (text: string, shown: string, key: 'Enter' | 'Shift+Enter') => Promise<void>;
  readonly dial: (number: string) => Promise<void>;
  readonly expectInCall: (text: string) => Promise<void>;
  /** Waits for a text anywhere on the page. */
  readonly expectText: (text: string) => Promise<void>;
}

/** Milliseconds that a text may take to appear: as long as the functions for Firefox wait. */
const timeoutMs = 30_000;

/** Waits until at least one of these elements is visible. */
const expectVisible = (elements: Locator) =>
  expect(elements.filter({ visible: true }).first()).toBeVisible({ timeout: timeoutMs });

export const inChromium = (page: Page): AgentPage => ({
  async accept(cardText) {
    await expect(incomingCallDialog(page)).toContainText(cardText, { timeout: timeoutMs });
    await acceptCall(page);
  },
  control: (name) => callControl(page, name).click(),
  async transfer(text, shown, key) {
    await callControl(page, 'Transfer').click();
    const panel = page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByRole('combobox', { name: 'Transfer to' }).fill(text);
    await expect(panel.getByRole('row', { selected: true })).toContainText(shown);
    await page.keyboard.press(key);
  },
  dial: (number) => dial(page, number, 'Call'),
  // The title row and the caller's page both name the caller, and one of them may be hidden.
  expectInCall: (text) => expectVisible(callRegion(page).getByText(text)),
  expectText: (text) => expectVisible(page.getByText(text)),
});

export const inFirefox = (page: FirefoxPage): AgentPage => ({
  async accept(cardText) {
    await waitForText(page, '[role=alertdialog]', cardText);
    await press(page, 'Accept');
  },
  control: (name) => press(page, name),
  async transfer(text, shown, key) {
    await press(page, 'Transfer');
    await page.waitForSelector('aside input[role=combobox]:focus');
    await page.keyboard.type(text);
    await waitForText(page, 'aside [role=row][aria-selected=true]', shown);
    if (key === 'Shift+Enter') await page.keyboard.down('Shift');
    await page.keyboard.press('Enter');
    if (key === 'Shift+Enter') await page.keyboard.up('Shift');
  },
  async dial(number) {
    await page.type('input[role=combobox]', number);
    await press(page, 'Call');
  },
  expectInCall: (text) => waitForText(page, '[aria-label="Call"]', text),
  expectText: (text) => waitForText(page, 'body', text),
});
