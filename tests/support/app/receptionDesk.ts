import type { Page } from '@playwright/test';
import type { createControls } from '../controls.ts';
import { callControl, expect, incomingCallDialog, people } from './appTest.ts';
import { statusLine } from './ringing.ts';

/** Callers are numbered participants of the emulator's crowd, which it generates: caller 7 is `Crowd 007 (bot)`. */
const formatNumber = (caller: number) => String(caller).padStart(3, '0');
const upnOf = (caller: number) => `crowd${formatNumber(caller)}@fabrikam.example`;
const nameOf = (caller: number) => `Crowd ${formatNumber(caller)} (bot)`;

/** Drives the app as a receptionist, Alice, who takes many calls in one tab. All callers are virtual agents of the emulator. */
export class ReceptionDesk {
  private readonly page: Page;
  private readonly emulator: ReturnType<typeof createControls>;

  constructor(page: Page, emulator: ReturnType<typeof createControls>) {
    this.page = page;
    this.emulator = emulator;
  }

  async receiveCall(caller: number): Promise<void> {
    await this.emulator.runAction({ as: upnOf(caller), act: 'ring', to: people.alice.upn });
    await expect(this.findCard(caller)).toBeVisible();
  }

  /** Receives a call, and answers it. */
  async answer(caller: number): Promise<void> {
    await this.receiveCall(caller);
    await this.findCard(caller).getByRole('button', { name: 'Accept', exact: true }).click();
    await this.expectFrontCall(caller);
    await expect(statusLine(this.page, 'Connected')).toBeVisible();
  }

  /** Fails unless the call on the screen is the call with this caller. */
  async expectFrontCall(caller: number): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: nameOf(caller) })).toBeVisible();
  }

  /** Transfers the call on the screen at once. */
  async transfer(target: string): Promise<void> {
    await callControl(this.page, 'Transfer').click();
    const panel = this.page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByRole('combobox', { name: 'Transfer to' }).fill(target);
    await panel.getByRole('row', { selected: true }).getByRole('button', { name: 'Transfer' }).click();
  }

  private findCard(caller: number) {
    return incomingCallDialog(this.page).filter({ hasText: nameOf(caller) });
  }
}
