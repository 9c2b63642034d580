import type { Page } from '@playwright/test';
import type { createControls } from '../controls.ts';
import { callControl, callRegion, dismissEndedCall, expect, incomingCallDialog, people } from './appTest.ts';

type Outcome =
  | 'Answered'
  | 'Declined by you'
  | 'Missed'
  | 'Answered elsewhere'
  | 'Outgoing'
  | `Incoming · Transferred to ${string}`
  | `Incoming · To ${string}’s voicemail`;

/** Callers are numbered participants of the emulator's crowd, which it generates: caller 7 is `Crowd 007 (bot)`. */
const formatNumber = (caller: number) => String(caller).padStart(3, '0');
const upnOf = (caller: number) => `crowd${formatNumber(caller)}@fabrikam.example`;
const nameOf = (caller: number) => `Crowd ${formatNumber(caller)} (bot)`;

/**
 * Drives the app as a receptionist, Alice, who takes many calls in one tab. All callers are virtual agents of the emulator. The
 * desk keeps its own list of all calls, to compare with the app's call history.
 */
export class ReceptionDesk {
  /** How many calls have come in so far. */
  incomingCount = 0;
  /** The name and outcome of each call, oldest first. */
  private readonly calls: { name: string; outcome: Outcome }[] = [];
  private readonly page: Page;
  private readonly emulator: ReturnType<typeof createControls>;

  constructor(page: Page, emulator: ReturnType<typeof createControls>) {
    this.page = page;
    this.emulator = emulator;
  }

  async receiveCall(caller: number): Promise<void> {
    this.incomingCount += 1;
    await this.emulator.runAction({ as: upnOf(caller), act: 'ring', to: people.alice.upn });
    await expect(this.findCard(caller)).toBeVisible();
  }

  /** Presses a button of the card of an incoming call, which is an alert dialog. */
  async pressOnCard(caller: number, button: string, outcome: Outcome): Promise<void> {
    await this.findCard(caller).getByRole('button', { name: button, exact: true }).click();
    this.recordCall(nameOf(caller), outcome);
  }

  /** Receives a call, and answers it. */
  async answer(caller: number, button: 'Accept' | 'End and accept' = 'Accept'): Promise<void> {
    await this.receiveCall(caller);
    await this.pressOnCard(caller, button, 'Answered');
    await this.expectFrontCall(caller);
    await this.expectState('Connected');
  }

  /** The caller hangs up while the call still rings. */
  async cancelByCaller(caller: number): Promise<void> {
    await this.hangUpByCaller(caller);
    await expect(this.findCard(caller)).toHaveCount(0);
    this.recordCall(nameOf(caller), 'Missed');
  }

  /** Alice accepts at another endpoint: a virtual agent of hers. */
  async answerElsewhere(caller: number): Promise<void> {
    await this.emulator.runAction({ as: people.alice.upn, act: 'accept' });
    await expect(this.findCard(caller)).toHaveCount(0);
    await this.emulator.runAction({ as: upnOf(caller), act: 'leave' });
    this.recordCall(nameOf(caller), 'Answered elsewhere');
  }

  async hangUpByCaller(caller: number): Promise<void> {
    await this.emulator.runAction({ as: upnOf(caller), act: 'leave' });
  }

  /** Fails unless the call on the screen is the call with this caller. */
  async expectFrontCall(caller: number): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: nameOf(caller) })).toBeVisible();
  }

  /** Hangs up. The app says how the call ended only if no other call waits. */
  async hangUp(): Promise<void> {
    const rows = this.page.getByRole('list', { name: 'Calls' }).getByRole('listitem');
    const callCount = await rows.count();
    await callControl(this.page, 'Hang up').click();
    if (callCount > 1) await expect(rows).toHaveCount(callCount - 1);
    else await this.closeEndedCall();
  }

  async resumeAndHangUp(caller: number): Promise<void> {
    await this.expectFrontCall(caller);
    await callControl(this.page, 'Resume').click();
    await this.expectState('Connected');
    await this.hangUp();
  }

  /** Resumes a call on hold from the list of calls, which holds the call on the screen. */
  async switchTo(caller: number): Promise<void> {
    const calls = this.page.getByRole('list', { name: 'Calls' });
    await calls
      .getByRole('button', { name: new RegExp(`^${nameOf(caller).replace(/[()]/g, '\\$&')}`) })
      .click();
    await this.expectFrontCall(caller);
    await this.expectState('Connected');
  }

  async closeEndedCall(): Promise<void> {
    await dismissEndedCall(this.page);
    await expect(this.page.getByRole('combobox', { name: 'Call someone' })).toBeVisible();
  }

  /** @param button the button of the person's row: `Transfer`, `Consult first` or `Voicemail`. */
  async transfer(target: string, button: string): Promise<void> {
    await callControl(this.page, 'Transfer').click();
    const panel = this.page.getByRole('complementary', { name: 'Transfer' });
    await panel.getByRole('combobox', { name: 'Transfer to' }).fill(target);
    const row = panel.getByRole('row', { selected: true });
    await row.getByRole('button', { name: button }).click();
  }

  async transferAfterConsultation(target: { upn: string; name: string }, caller: number): Promise<void> {
    await this.transfer(target.upn, 'Consult first');
    this.recordCall(target.name, 'Outgoing');
    await expect(this.page.getByRole('heading', { level: 1, name: target.name })).toBeVisible();
    await this.expectState('Connected');
    const complete = `Transfer ${nameOf(caller)} now`;
    await callRegion(this.page).getByRole('button', { name: complete }).click();
    this.recordTransfer(caller, `Incoming · Transferred to ${target.name}`);
  }

  async takeBackFailedTransfer(caller: number): Promise<void> {
    const alert = this.page.getByRole('alert').filter({ hasText: 'Declined' });
    await alert.getByRole('button', { name: `Resume with ${nameOf(caller)}` }).click();
    await this.expectState('Connected');
  }

  /** Calls back from the call history, and hangs up. */
  async callBack(caller: number): Promise<void> {
    const removeAgent = await this.emulator.addAnsweringAgent(upnOf(caller));
    await this.findHistory()
      .getByRole('button', { name: `Call ${nameOf(caller)}` })
      .click();
    this.recordCall(nameOf(caller), 'Outgoing');
    await this.expectFrontCall(caller);
    await this.expectState('Connected');
    await this.hangUp();
    await removeAgent();
  }

  /**
   * Fails unless the history lists exactly the calls of this desk, newest first.
   * @param clearedCount how many of the oldest calls the test has removed from the history.
   */
  async expectHistory(clearedCount = 0): Promise<void> {
    const expected = this.calls.slice(clearedCount).toReversed();
    const moreButton = this.page.getByRole('button', { name: 'Show older calls' });
    if (await moreButton.isVisible()) await moreButton.click();
    // An entry reads: initials, name, outcome, perhaps the duration, and the time, which begins with a digit.
    await expect(this.findHistory().getByRole('listitem')).toHaveText(
      expected.map(
        ({ name, outcome }) =>
          new RegExp(`^\\w{1,2}${name.replace(/[()]/g, '\\$&')} ${outcome}( · [\\d:]+)? \\d`),
      ),
    );
  }

  /** How many calls the desk has recorded. */
  get recordedCount(): number {
    return this.calls.length;
  }

  /** Replaces the recorded outcome of the last call of this caller, because Alice transferred the call. */
  recordTransfer(caller: number, outcome: Outcome): void {
    const call = this.calls.findLast(({ name }) => name === nameOf(caller));
    if (call) call.outcome = outcome;
  }

  private findCard(caller: number) {
    return incomingCallDialog(this.page).filter({ hasText: nameOf(caller) });
  }

  private findHistory() {
    return this.page.getByRole('region', { name: 'Recent calls' });
  }

  private recordCall(name: string, outcome: Outcome): void {
    this.calls.push({ name, outcome });
  }

  /** Checks the call's status line. A tile may show the same word for one participant, so the text alone is not enough. */
  private async expectState(state: string): Promise<void> {
    await expect(
      callRegion(this.page)
        .getByRole('status')
        .filter({ hasText: new RegExp(`^${state}$`) }),
    ).toBeVisible();
  }
}
