import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../support/random.ts';
import {
  colleagues,
  findCard,
  findRow,
  receptionist,
  type Caller,
  type Colleague,
  type createCallers,
  type Desk,
} from './desk.ts';
import type { Hand } from './hands.ts';
import { measureMoved, type MovedControl } from './movedControls.ts';

/** A user sees a change, and only then presses the next control. After a change, the app waits for 0.7 s, too. */
const reactionMs = 1_000;

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

  /** Lets a caller ring, and waits for the card. */
  async ring(caller: Caller, { giveUpAfterMs }: { giveUpAfterMs?: number } = {}): Promise<void> {
    const { callers, desk } = this.context;
    const isInCall = await desk.page.getByRole('region', { name: 'Call', exact: true }).isVisible();
    await this.measure(isInCall ? 'a ring during a call' : 'a ring at home', async () => {
      await callers.ring(caller, giveUpAfterMs);
      await findCard(desk.page, caller).waitFor();
    });
    await pause(reactionMs);
  }

  async answer(caller: Caller): Promise<void> {
    await this.count('answer', () => this.hand.accept(caller));
    await this.ledger.waitFor(caller.name, 'talking', receptionist.name);
    await findRow(this.context.desk.page, caller).waitFor();
    await pause(reactionMs);
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
    if (value !== text) throw new Error(`The note should be “${text}”, and is “${value}”.`);
    return text;
  }

  async hangUp(caller: Caller): Promise<void> {
    await this.count('hang up', () => this.hand.hangUp());
    await this.ledger.waitFor(caller.name, 'gone');
    await pause(reactionMs);
  }

  /** The caller, whom somebody else has, or who waits, hangs up. */
  async leave(caller: Caller, event?: string): Promise<void> {
    const run = async () => {
      await this.context.callers.leave(caller);
      await this.ledger.waitFor(caller.name, 'gone');
    };
    await (event === undefined ? run() : this.measure(event, run));
    await pause(reactionMs);
  }

  async leaveColleague({ name, upn }: Colleague): Promise<void> {
    await this.leave({ name, persona: upn });
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
