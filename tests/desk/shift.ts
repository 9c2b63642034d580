import { setTimeout as pause } from 'node:timers/promises';
import { callRegion, findDialBox } from '../support/app/appTest.ts';
import { measureRingToCard } from '../support/app/ringToCard.ts';
import type { Random } from '../support/random.ts';
import {
  colleagues,
  findCard,
  findRow,
  receptionist,
  toShownName,
  type Caller,
  type Colleague,
  type createCallers,
  type Desk,
} from './desk.ts';
import type { Hand } from './hands.ts';
import { measureMoved, type MovedControl } from './movedControls.ts';

/** A user needs this long to see a change. */
const reactionMs = 1_000;

/** Matches what is dimmed: after a change, controls take no presses for 0.7 s, because the user may mean what was there before. */
const dimmed = '[role=toolbar][aria-disabled=true], [role=alertdialog] [aria-disabled=true]';

/** What the plan says about a call that was received or placed. */
export interface PlannedCall {
  readonly caller: Caller;
  /** To whom the other side must have talked, in this order. */
  readonly talkedTo: readonly string[];
  /** To whom the other side has talked, as the emulator knows it. */
  readonly actuallyTalkedTo: readonly string[];
  /** What the call's entry in the history must contain. */
  readonly entry: Readonly<Record<string, unknown>>;
}

export interface ShiftContext {
  readonly desk: Desk;
  readonly hand: Hand;
  readonly callers: ReturnType<typeof createCallers>;
  readonly random: Random;
}

/** Carries out the tasks of a shift, and notes what they took and what must have become of the calls. */
export class Shift {
  readonly planned: PlannedCall[] = [];
  /** The calls that the receptionist has placed beside the 60: consultations. */
  consultations = 0;
  /** How many presses each task took, each time. */
  readonly presses = new Map<string, number[]>();
  /** How long each ring took until its card was drawn, and the floor that was measured just before, in milliseconds. */
  readonly cards: { readonly ms: number; readonly floorMs: number }[] = [];
  /** The controls that each kind of event has moved, and how often the event was measured. */
  readonly moved = new Map<string, { times: number; controls: MovedControl[] }>();
  private readonly context: ShiftContext;
  private noteCount = 0;

  constructor(context: ShiftContext) {
    this.context = context;
  }

  get hand(): Hand {
    return this.context.hand;
  }

  get ledger() {
    return this.context.desk.ledger;
  }

  get random(): Random {
    return this.context.random;
  }

  pickColleague(): Colleague {
    return this.random.pick(colleagues);
  }

  async count(task: string, run: () => Promise<void>): Promise<void> {
    const before = this.hand.presses;
    await run();
    this.presses.set(task, [...(this.presses.get(task) ?? []), this.hand.presses - before]);
  }

  /** Lets an event of somebody else happen, and measures what it moves. */
  async measure(event: string, run: () => Promise<unknown>): Promise<void> {
    const controls = await measureMoved(this.context.desk.page, run);
    const known = this.moved.get(event) ?? { times: 0, controls: [] };
    this.moved.set(event, { times: known.times + 1, controls: [...known.controls, ...controls] });
  }

  createCaller = (): Caller => this.context.callers.create();

  /** Waits as long as a user who sees a change, and who then presses only what is not dimmed. */
  async look(): Promise<void> {
    await pause(reactionMs);
    await this.context.desk.page.locator(dimmed).first().waitFor({ state: 'detached' });
  }

  /** Waits until the receptionist talks to this person, on the line and on the screen. */
  async seeTalk(caller: Caller): Promise<void> {
    const { page } = this.context.desk;
    await this.ledger.waitFor(caller.name, 'talking', receptionist.name);
    await findRow(page, caller).filter({ hasText: 'Connected' }).waitFor();
    await callRegion(page)
      .getByRole('heading', { level: 1, name: toShownName(caller) })
      .waitFor();
    await this.look();
  }

  /** Waits until this person has left, on the line and on the screen. */
  private async seeGone(caller: Caller): Promise<void> {
    const { page } = this.context.desk;
    await this.ledger.waitFor(caller.name, 'gone');
    for (const shown of [findCard(page, caller), findRow(page, caller)])
      await shown.waitFor({ state: 'detached' });
  }

  /** Lets a caller ring, and waits for the card. */
  async ring(caller: Caller): Promise<void> {
    const { callers, desk } = this.context;
    const isInCall = await callRegion(desk.page).isVisible();
    const floorMs = await desk.measureBareCard();
    await this.measure(isInCall ? 'a ring during a call' : 'a ring at home', async () => {
      const ms = await measureRingToCard(desk.page, () => callers.ring(caller));
      this.cards.push({ ms, floorMs });
      await findCard(desk.page, caller).waitFor();
    });
    await this.look();
  }

  async answer(caller: Caller): Promise<void> {
    await this.count('answer', () => this.hand.accept(caller));
    await this.seeTalk(caller);
  }

  async receive(): Promise<Caller> {
    const caller = this.createCaller();
    await this.ring(caller);
    await this.answer(caller);
    return caller;
  }

  /** Types a note without pressing anything before. */
  async writeNote(): Promise<string> {
    const { page } = this.context.desk;
    this.noteCount += 1;
    const text = `wants offer ${this.noteCount}`;
    await this.count('begin to type a note', () => page.keyboard.type(text));
    const field = page.getByRole('textbox', { name: 'Note', exact: true });
    const value = await field.inputValue();
    const elsewhere = await findDialBox(page).inputValue();
    if (value !== text)
      throw new Error(`The note should be “${text}”, and is “${value}”; the dial box has “${elsewhere}”.`);
    return text;
  }

  async hangUp(caller: Caller): Promise<void> {
    await this.count('hang up', () => this.hand.hangUp());
    await this.seeGone(caller);
    await this.look();
  }

  /** The caller, whom somebody else has, or who waits, hangs up. */
  async leave(caller: Caller, event?: string): Promise<void> {
    const run = async () => {
      await this.context.callers.leave(caller);
      await this.seeGone(caller);
    };
    await (event === undefined ? run() : this.measure(event, run));
    await this.look();
  }

  /** Notes what the plan says about a call that is over, and what became of the caller. */
  plan(caller: Caller, talkedTo: readonly string[], entry: PlannedCall['entry']): void {
    const actuallyTalkedTo = [...this.ledger.read(caller.name).talkedTo];
    this.planned.push({ caller, talkedTo, actuallyTalkedTo, entry });
    this.ledger.forget(caller.name);
  }

  /** Notes a call in which only the receptionist talked to the caller. */
  planAnswered(caller: Caller, entry: PlannedCall['entry'] = {}): void {
    this.plan(caller, [receptionist.name], { outcome: 'answered', ...entry });
  }
}
