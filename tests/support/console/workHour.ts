import type { Locator, Page } from '@playwright/test';
import type { createControls } from '../controls.ts';
import { callControl, callRegion, expect, incomingCallDialog, people, test } from '../app/appTest.ts';
import type { Colleague, FailingBot, Handling, PlannedCall } from './hourPlan.ts';
import { expectMoves } from './moves.ts';
import type { Operator } from './operators.ts';

/** A call as the history must show it. */
export interface ExpectedEntry {
  readonly name: string;
  readonly outcome: string;
}

/** Callers are numbered participants of the emulator's crowd: caller 7 is `Crowd 007 (bot)`. */
const formatNumber = (caller: number) => String(caller).padStart(3, '0');
const nameOf = (caller: number) => `Crowd ${formatNumber(caller)} (bot)`;
const upnOf = (caller: number) => `crowd${formatNumber(caller)}@fabrikam.example`;

const reasons: Record<FailingBot, string> = { 'Decline (bot)': 'Declined', 'Busy (bot)': 'Busy' };

/** The limits of moves for the tasks of a receptionist. */
interface MoveLimits {
  readonly answer: number;
  readonly transfer: number;
  readonly consult: number;
}

/** Plays a receptionist's hour, Alice's, in one page, and checks each step. */
export class WorkHour {
  /** What the history must show at the end. */
  readonly expectedHistory: ExpectedEntry[] = [];
  private readonly page: Page;
  private readonly emulator: ReturnType<typeof createControls>;
  private readonly operator: Operator;
  private readonly limits: MoveLimits;

  constructor(
    page: Page,
    emulator: ReturnType<typeof createControls>,
    operator: Operator,
    limits: MoveLimits,
  ) {
    this.page = page;
    this.emulator = emulator;
    this.operator = operator;
    this.limits = limits;
  }

  /**
   * Handles callers who ring at the same time. Alice answers all of them. Then she helps the one on the screen, and the others in
   * the order in which she put them on hold.
   */
  async handleGroup(group: readonly PlannedCall[]): Promise<void> {
    for (const { caller } of group) {
      await this.emulator.runAction({ as: upnOf(caller), act: 'ring', to: people.alice.upn });
      await expect(this.findCard(caller)).toBeVisible();
    }
    for (const { caller } of group.filter(({ handling }) => handling.kind === 'givesUpRinging'))
      await this.giveUpRinging(caller);
    const answered = group.filter(({ handling }) => handling.kind !== 'givesUpRinging');
    for (const { caller } of answered) await this.answer(caller);
    for (const { caller } of answered.filter(({ handling }) => handling.kind === 'givesUpOnHold')) {
      await this.leave(caller);
      await expect(this.findStatus(nameOf(caller))).toBeVisible();
    }
    const waiting = new Map(
      answered
        .filter(({ handling }) => handling.kind !== 'givesUpOnHold')
        .map(({ caller, handling }) => [caller, handling]),
    );
    // The call on the screen comes first, and then the longest hold.
    for (const caller of [...waiting.keys()].toSorted((first, second) =>
      this.compare(first, second, answered),
    )) {
      const handling = waiting.get(caller);
      if (handling)
        await test.step(`${nameOf(caller)}: ${handling.kind}`, () => this.finish(caller, handling));
    }
    await expect(callRegion(this.page)).toHaveCount(0);
    await expectMoves(this.page, 'back to work after a call', 0, () =>
      expect(this.page.getByRole('combobox', { name: 'Call someone' })).toBeFocused(),
    );
    await this.dismissNotices();
    // After a blind transfer, the caller would stay in a call with the colleague. After a consultation, the emulator has ended
    // the call, because no participant with a page is left in it.
    for (const { caller, handling } of answered)
      if ('target' in handling && handling.kind !== 'consult') await this.leave(caller);
  }

  private compare(first: number, second: number, answered: readonly PlannedCall[]): number {
    const front = answered.at(-1)?.caller;
    if (first === front) return -1;
    return second === front ? 1 : first - second;
  }

  private async answer(caller: number): Promise<void> {
    await expectMoves(this.page, 'answer', this.limits.answer, async () => {
      await this.operator.accept(nameOf(caller));
      await this.expectConnected(nameOf(caller));
    });
    this.expectedHistory.push({ name: nameOf(caller), outcome: 'Answered' });
  }

  private async giveUpRinging(caller: number): Promise<void> {
    await this.leave(caller);
    await expect(this.findCard(caller)).toHaveCount(0);
    const alert = this.page
      .getByRole('alert')
      .filter({ hasText: `You missed a call from ${nameOf(caller)}` });
    await expect(alert).toBeVisible();
    await this.operator.press(alert.getByRole('button', { name: 'Close' }));
    await expect(alert).toHaveCount(0);
    this.expectedHistory.push({ name: nameOf(caller), outcome: 'Missed' });
  }

  /** Helps a caller until the call with Alice is over. */
  private async finish(caller: number, handling: Handling): Promise<void> {
    await this.bringToFront(caller);
    switch (handling.kind) {
      case 'transfer':
        return this.transfer(caller, handling.target);
      case 'consult':
        return this.consultAndTransfer(caller, handling.target);
      case 'consultFails':
        await this.operator.consult(handling.bot);
        await this.expectFailure(
          caller,
          reasons[handling.bot],
          `You could not consult ${handling.bot} about`,
        );
        this.expectedHistory.push({ name: handling.bot, outcome: reasons[handling.bot] });
        return this.transfer(caller, handling.target);
      case 'consultCancelled':
        return this.cancelConsultation(caller, handling.target);
      case 'transferFails':
        await this.operator.transfer(handling.bot);
        await this.expectFailure(caller, reasons[handling.bot], 'The transfer of');
        return this.operator.hangUp();
      case 'userHangsUp':
        return this.operator.hangUp();
      default:
        await this.leave(caller);
        await expect(this.findStatus(nameOf(caller))).toBeVisible();
    }
  }

  private async transfer(caller: number, target: Colleague): Promise<void> {
    await expectMoves(this.page, 'blind transfer', this.limits.transfer, async () => {
      await this.operator.transfer(target);
      await this.expectTransferred(caller, target);
    });
  }

  private async consultAndTransfer(caller: number, target: Colleague): Promise<void> {
    await expectMoves(this.page, 'consultation and transfer', this.limits.consult, async () => {
      await this.operator.consult(target);
      await this.expectConnected(target);
      await this.operator.completeTransfer(nameOf(caller));
      await this.expectTransferred(caller, target);
    });
    this.expectedHistory.push({ name: target, outcome: 'Outgoing' });
  }

  private async cancelConsultation(caller: number, target: Colleague): Promise<void> {
    const bot = 'No answer (bot)';
    await this.operator.consult(bot);
    await this.expectState('Ringing…');
    await this.operator.hangUp();
    await expect(this.page.getByRole('heading', { level: 1, name: bot })).toHaveCount(0);
    this.expectedHistory.push({ name: bot, outcome: 'No answer, cancelled' });
    await this.bringToFront(caller);
    await this.transfer(caller, target);
  }

  /** Fails unless an alert says why a transfer or consultation failed. Then resumes the call with the caller. */
  private async expectFailure(caller: number, reason: string, text: string): Promise<void> {
    const alert = this.page.getByRole('alert').filter({ hasText: `${text} ${nameOf(caller)}` });
    await expect(alert).toContainText(`${reason}.`);
    await this.operator.resumeAfterFailure(nameOf(caller));
    await this.expectConnected(nameOf(caller));
    await expect(alert).toHaveCount(0);
  }

  private async expectTransferred(caller: number, target: Colleague): Promise<void> {
    await expect(this.findStatus(`${nameOf(caller)} is now with ${target}`)).toBeVisible();
    const entry = this.expectedHistory.findLast(({ name }) => name === nameOf(caller));
    if (entry) Object.assign(entry, { outcome: `Incoming · Transferred to ${target}` });
  }

  /** Shows the call with this caller, and resumes it, unless the app has done so already. */
  private async bringToFront(caller: number): Promise<void> {
    const name = nameOf(caller);
    await expect(callRegion(this.page)).toBeVisible();
    const heading = this.page.getByRole('heading', { level: 1, name });
    const resumeButton = callControl(this.page, 'Resume');
    if (!(await heading.isVisible())) await this.operator.switchTo(name);
    else if (await resumeButton.isVisible()) {
      // For a moment after another call has left the screen, the controls take no press.
      await expect(resumeButton).toBeEnabled();
      await this.operator.resume();
    }
    await this.expectConnected(name);
  }

  private async expectConnected(name: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
    await this.expectState('Connected');
    await expect(callControl(this.page, 'Transfer')).toBeEnabled();
  }

  private async expectState(state: string): Promise<void> {
    const statusLine = callRegion(this.page).getByRole('status');
    await expect(statusLine.filter({ hasText: new RegExp(`^${state}$`) })).toBeVisible();
  }

  private async dismissNotices(): Promise<void> {
    const buttons = this.page.getByRole('button', { name: 'Dismiss', exact: true });
    while ((await buttons.count()) > 0) {
      const countBefore = await buttons.count();
      await this.operator.press(buttons.first());
      await expect.poll(() => buttons.count()).toBeLessThan(countBefore);
    }
  }

  private async leave(caller: number): Promise<void> {
    await this.emulator.runAction({ as: upnOf(caller), act: 'leave' });
  }

  private findCard(caller: number): Locator {
    return incomingCallDialog(this.page).filter({ hasText: nameOf(caller) });
  }

  /** A message in the region *What happened*. */
  private findStatus(text: string): Locator {
    return this.page
      .getByRole('region', { name: 'What happened' })
      .getByRole('status')
      .filter({ hasText: text });
  }
}
