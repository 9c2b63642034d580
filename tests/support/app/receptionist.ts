import type { Page } from '@playwright/test';
import type { controls } from '../controls.ts';
import { control, expect, inCall, incoming, people } from './appTest.ts';

type Outcome = 'Answered' | 'Declined' | 'Missed' | 'Answered elsewhere' | 'Outgoing';

const digits = (caller: number) => String(caller).padStart(3, '0');
const upnOf = (caller: number) => `crowd${digits(caller)}@fabrikam.example`;
const nameOf = (caller: number) => `Crowd ${digits(caller)} (bot)`;

/** A receptionist who works in one tab. All callers are virtual agents. It keeps its own list of what happened to each call. */
export class ReceptionDesk {
  /** How many calls have come in. */
  incomingCount = 0;
  /** What happened to each call, oldest first. */
  private readonly calls: { name: string; outcome: Outcome }[] = [];
  private readonly page: Page;
  private readonly emulator: ReturnType<typeof controls>;

  constructor(page: Page, emulator: ReturnType<typeof controls>) {
    this.page = page;
    this.emulator = emulator;
  }

  async receiveCall(caller: number): Promise<void> {
    this.incomingCount += 1;
    await this.emulator.act({ as: upnOf(caller), act: 'ring', to: people.alice.upn });
    await expect(this.card(caller)).toBeVisible();
  }

  async pressOnCard(caller: number, button: string, outcome: Outcome): Promise<void> {
    await this.card(caller).getByRole('button', { name: button, exact: true }).click();
    this.note(nameOf(caller), outcome);
  }

  async answer(caller: number, how: 'Accept' | 'End and accept' = 'Accept'): Promise<void> {
    await this.receiveCall(caller);
    await this.pressOnCard(caller, how, 'Answered');
    await this.expectFrontCall(caller);
    await this.expectState('Connected');
  }

  async callerGivesUp(caller: number): Promise<void> {
    await this.callerLeaves(caller);
    await expect(this.card(caller)).toHaveCount(0);
    this.note(nameOf(caller), 'Missed');
  }

  async answerElsewhere(caller: number): Promise<void> {
    await this.emulator.act({ as: people.alice.upn, act: 'accept' });
    await expect(this.card(caller)).toHaveCount(0);
    await this.emulator.act({ as: upnOf(caller), act: 'leave' });
    this.note(nameOf(caller), 'Answered elsewhere');
  }

  async callerLeaves(caller: number): Promise<void> {
    await this.emulator.act({ as: upnOf(caller), act: 'leave' });
  }

  async expectFrontCall(caller: number): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: nameOf(caller) })).toBeVisible();
  }

  async hangUp(): Promise<void> {
    await control(this.page, 'Hang up').click();
    await this.closeEndedCall();
  }

  async resumeAndHangUp(caller: number): Promise<void> {
    await this.expectFrontCall(caller);
    await control(this.page, 'Resume').click();
    await this.expectState('Connected');
    await this.hangUp();
  }

  async closeEndedCall(): Promise<void> {
    await this.page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click();
    await expect(this.page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  }

  async transfer(target: string, how: string): Promise<void> {
    await control(this.page, 'More').click();
    await this.page.getByRole('menuitem', { name: 'Transfer' }).click();
    const panel = this.page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByRole('combobox', { name: 'Transfer to' }).fill(target);
    await panel.getByRole('button', { name: how }).click();
  }

  async transferAfterConsultation(target: { upn: string; name: string }, caller: number): Promise<void> {
    await this.transfer(target.upn, 'Ask first');
    this.note(target.name, 'Outgoing');
    await expect(this.page.getByRole('heading', { level: 1, name: target.name })).toBeVisible();
    await this.expectState('Connected');
    const complete = `Complete the transfer: ${nameOf(caller)}`;
    await inCall(this.page).getByRole('button', { name: complete }).click();
  }

  async takeBackFailedTransfer(caller: number): Promise<void> {
    const panel = this.page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByText('declined. The call with').waitFor();
    await this.page.getByRole('button', { name: `Take ${nameOf(caller)} back` }).click();
    await this.expectState('Connected');
  }

  /** Calls back from the call history, and hangs up. */
  async callBack(caller: number): Promise<void> {
    const stop = await this.emulator.answering(upnOf(caller));
    await this.history()
      .getByRole('button', { name: new RegExp(`^Crowd ${digits(caller)}.*Missed.*Call back$`) })
      .click();
    this.note(nameOf(caller), 'Outgoing');
    await this.expectFrontCall(caller);
    await this.expectState('Connected');
    await this.hangUp();
    await stop();
  }

  /** Fails unless the history lists exactly the calls of this desk, newest first. @param clearedCount how many were cleared. */
  async expectHistory(clearedCount = 0): Promise<void> {
    const expected = this.calls.slice(clearedCount).toReversed();
    const more = this.page.getByRole('button', { name: 'Show older calls' });
    if (await more.isVisible()) await more.click();
    // An entry begins with the person's initials.
    await expect(this.history().getByRole('listitem')).toHaveText(
      expected.map(
        ({ name, outcome }) =>
          new RegExp(`^\\w{1,2}${name.replace(/[()]/g, '\\$&')} ${outcome}( · [\\d:]+)? \\d`),
      ),
    );
  }

  get notedCount(): number {
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

  /** Reads the call's status line, because a tile may show the same word for one participant. */
  private async expectState(state: string): Promise<void> {
    await expect(
      inCall(this.page)
        .getByRole('status')
        .filter({ hasText: new RegExp(`^${state}$`) }),
    ).toBeVisible();
  }
}
