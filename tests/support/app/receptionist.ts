import type { Page } from '@playwright/test';
import type { controls } from '../controls.ts';
import { control, expect, inCall, incoming, people } from './appTest.ts';

type Outcome = 'Answered' | 'Declined' | 'Missed' | 'Answered elsewhere' | 'Outgoing';

const digits = (caller: number) => String(caller).padStart(3, '0');
const upnOf = (caller: number) => `crowd${digits(caller)}@fabrikam.example`;
const nameOf = (caller: number) => `Crowd ${digits(caller)} (bot)`;

/** A receptionist at work in one window; all callers are without one. It keeps a list of its own of what happened. */
export class Desk {
  /** How many calls came in so far. */
  callsIn = 0;
  /** Name and outcome, oldest first. */
  private readonly calls: { name: string; outcome: Outcome }[] = [];
  private readonly page: Page;
  private readonly emulator: ReturnType<typeof controls>;

  constructor(page: Page, emulator: ReturnType<typeof controls>) {
    this.page = page;
    this.emulator = emulator;
  }

  async ring(caller: number): Promise<void> {
    this.callsIn += 1;
    await this.emulator.act({ as: upnOf(caller), act: 'ring', to: people.alice.upn });
    await expect(this.card(caller)).toBeVisible();
  }

  async press(caller: number, button: string, outcome: Outcome): Promise<void> {
    await this.card(caller).getByRole('button', { name: button, exact: true }).click();
    this.note(nameOf(caller), outcome);
  }

  async answer(caller: number, how: 'Accept' | 'End and accept' = 'Accept'): Promise<void> {
    await this.ring(caller);
    await this.press(caller, how, 'Answered');
    await this.isInFront(caller);
    await this.reads('Connected');
  }

  async givesUp(caller: number): Promise<void> {
    await this.leaves(caller);
    await expect(this.card(caller)).toHaveCount(0);
    this.note(nameOf(caller), 'Missed');
  }

  async answeredElsewhere(caller: number): Promise<void> {
    await this.emulator.act({ as: people.alice.upn, act: 'accept' });
    await expect(this.card(caller)).toHaveCount(0);
    await this.emulator.act({ as: upnOf(caller), act: 'leave' });
    this.note(nameOf(caller), 'Answered elsewhere');
  }

  async leaves(caller: number): Promise<void> {
    await this.emulator.act({ as: upnOf(caller), act: 'leave' });
  }

  async isInFront(caller: number): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: nameOf(caller) })).toBeVisible();
  }

  async hangUp(): Promise<void> {
    await control(this.page, 'Hang up').click();
    await this.close();
  }

  async resumeAndHangUp(caller: number): Promise<void> {
    await this.isInFront(caller);
    await control(this.page, 'Resume').click();
    await this.reads('Connected');
    await this.hangUp();
  }

  async close(): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
    await expect(this.page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  }

  async transfer(whom: string, how: string): Promise<void> {
    await control(this.page, 'More').click();
    await this.page.getByRole('menuitem', { name: 'Transfer' }).click();
    const panel = this.page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByRole('combobox', { name: 'Transfer to' }).fill(whom);
    await panel.getByRole('button', { name: how }).click();
  }

  async askFirst(whom: { upn: string; name: string }, caller: number): Promise<void> {
    await this.transfer(whom.upn, 'Ask first');
    this.note(whom.name, 'Outgoing');
    await expect(this.page.getByRole('heading', { level: 1, name: whom.name })).toBeVisible();
    await this.reads('Connected');
    const complete = `Complete the transfer: ${nameOf(caller)}`;
    await inCall(this.page).getByRole('button', { name: complete }).click();
  }

  async takeBack(caller: number): Promise<void> {
    const panel = this.page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByText('declined. The call with').waitFor();
    await this.page.getByRole('button', { name: `Take ${nameOf(caller)} back` }).click();
    await this.reads('Connected');
  }

  /** From the list of the past, until the call is over. */
  async callBack(caller: number): Promise<void> {
    const stop = await this.emulator.answering(upnOf(caller));
    await this.history()
      .getByRole('button', { name: new RegExp(`^Crowd ${digits(caller)}.*Missed.*Call back$`) })
      .click();
    this.note(nameOf(caller), 'Outgoing');
    await this.isInFront(caller);
    await this.reads('Connected');
    await this.hangUp();
    await stop();
  }

  /** The initials come first. @param since how many calls were cleared away; the list has every later call, in its place, and no other. */
  async expectHistory(since = 0): Promise<void> {
    const expected = this.calls.slice(since).toReversed();
    const more = this.page.getByRole('button', { name: 'Show older calls' });
    if (await more.isVisible()) await more.click();
    await expect(this.history().getByRole('listitem')).toHaveText(
      expected.map(
        ({ name, outcome }) =>
          new RegExp(`^\\w{1,2}${name.replace(/[()]/g, '\\$&')} ${outcome}( · [\\d:]+)? \\d`),
      ),
    );
  }

  get noted(): number {
    return this.calls.length;
  }

  private card(caller: number) {
    return incoming(this.page).filter({ hasText: nameOf(caller) });
  }

  private history() {
    return this.page.getByRole('region', { name: 'Recent calls' });
  }

  private note(name: string, outcome: Outcome): void {
    this.calls.push({ name, outcome });
  }

  /** The call's own line; a tile may say the same of one person. */
  private async reads(state: string): Promise<void> {
    await expect(
      inCall(this.page)
        .getByRole('status')
        .filter({ hasText: new RegExp(`^${state}$`) }),
    ).toBeVisible();
  }
}
