import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright';
import { callControl } from '../support/app/appTest.ts';
import { readScreen, type Screen } from '../support/app/screen.ts';
import type { Random } from '../support/random.ts';
import { drainPressLog } from '../soak/pressLog.ts';
import { talkToReceptionist, type CallerJudge } from './callerJudge.ts';
import {
  colleagues,
  findCard,
  receptionist,
  refuser,
  toShownName,
  type Caller,
  type Colleague,
  type createCallers,
  type Desk,
} from './desk.ts';
import type { Slip } from './aims.ts';
import { holdEnter, pressAfterChange, pressEnterTwice, pressTwice, type Place } from './pressing.ts';

/** A user looks at the screen before they press the next control, and the app refuses presses for 0.7 s after a change. */
const lookMs = 1_000;

/** Milliseconds within which the screen must show what has become of a caller. */
const showMs = 5_000;

/** The app takes two presses for one double press within 0.7 s, and a press for one that was meant for what was there before. */
const doublePressMs = 650;

/** What the receptionist sees. */
export interface DeskState {
  readonly screen: Screen;
  /** The caller whose call is on the screen; `null` without a call, and during a consultation. */
  readonly front: Caller | null;
  /** The other callers of the receptionist: they wait. */
  readonly held: readonly Caller[];
  readonly ringing: readonly Caller[];
  /** The colleague whom the receptionist has called, and who is on the screen. */
  readonly consulted: Colleague | null;
  readonly freeColleagues: readonly Colleague[];
}

export interface WalkDeps {
  readonly desk: Desk;
  readonly callers: ReturnType<typeof createCallers>;
  readonly judge: CallerJudge;
  readonly random: Random;
}

/** A desk at which presses go wrong: what happens there, who is on the phone, and how often which slip was made. */
export class Walk {
  readonly desk: Desk;
  readonly callers: WalkDeps['callers'];
  readonly judge: CallerJudge;
  readonly random: Random;
  page: Page;
  /** All callers whose calls have not ended. */
  live: Caller[] = [];
  /** For whom the receptionist consults a colleague. */
  consultingFor: Caller | null = null;
  callCount = 0;
  /** How often each action and each slip was made. */
  readonly counts = new Map<string, number>();
  /** How many calls the receptionist meant to place, and how many the page has placed. */
  private placed = { meant: 0, seen: 0 };
  /** The text of the row whose button *Call* a slip may have pressed. */
  private expectedCallee: string | null = null;
  /** Where the buttons of cards have been. */
  cardPlaces: readonly Place[] = [];

  constructor({ desk, callers, judge, random }: WalkDeps) {
    this.desk = desk;
    this.page = desk.page;
    this.callers = callers;
    this.judge = judge;
    this.random = random;
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** Waits until the last action has had its effects, checks that the screen shows every caller, and reads it. */
  async look(): Promise<DeskState> {
    await pause(lookMs);
    await this.desk.ledger.waitForQuiet();
    this.judge.endPermissions();
    const endsAt = Date.now() + showMs;
    for (;;) {
      const state = await this.readState();
      const contradictions = this.findContradictions(state);
      if (contradictions.length === 0) return state;
      if (Date.now() > endsAt) {
        for (const text of contradictions) this.judge.report(this.judge.lost, text);
        return state;
      }
      await pause(200);
    }
  }

  /** Compares what the screen shows of callers with what the emulator knows. */
  private findContradictions({ screen, front, held, ringing }: DeskState): string[] {
    const { ledger } = this.desk;
    const isTalking = ({ name }: Caller) => ledger.read(name).state.is === 'talking';
    const isShownIn = (list: readonly string[]) => (caller: Caller) =>
      list.some((text) => toShownName(caller).test(text));
    const talking = [...held, front].filter((caller) => caller !== null && isTalking(caller));
    const unseenHeld = held.filter((caller) => !isShownIn(screen.otherCalls)(caller));
    const unseenRinging = ringing.filter((caller) => !isShownIn(screen.incoming)(caller));
    const isWrongStatus =
      front !== null && { Connected: !isTalking(front), 'On hold': isTalking(front) }[screen.status] === true;
    return [
      ...unseenHeld.map(({ name }) => `${name} waits, and the screen does not show this call`),
      ...unseenRinging.map(({ name }) => `${name} rings, and the screen does not show it`),
      ...(talking.length > 1 ? [`${talking.length} callers hear the receptionist at once`] : []),
      ...(isWrongStatus ? [`the screen says that ${front.name} is ${screen.status}`] : []),
    ];
  }

  private async readState(): Promise<DeskState> {
    const { ledger } = this.desk;
    const screen = await readScreen(this.page);
    const isFront = (person: Caller) => screen.shows === 'call' && toShownName(person).test(screen.title);
    const toPersona = ({ name, upn }: Colleague): Caller => ({ name, persona: upn });
    this.live = this.live.filter(({ name }) => ledger.read(name).state.is !== 'gone');
    const own = this.live.filter(({ name }) => {
      const { state } = ledger.read(name);
      return 'with' in state && state.with === receptionist.name;
    });
    return {
      screen,
      front: own.find(isFront) ?? null,
      held: own.filter((caller) => !isFront(caller)),
      ringing: this.live.filter(({ name }) => ledger.read(name).state.is === 'ringing'),
      consulted: colleagues.find((colleague) => isFront(toPersona(colleague))) ?? null,
      freeColleagues: colleagues.filter(({ name }) => ledger.read(name).state.is === 'gone'),
    };
  }

  /** Lets a new caller ring. */
  async ring(): Promise<Caller> {
    const caller = this.callers.create();
    this.callCount += 1;
    this.judge.follow(caller);
    this.live.push(caller);
    await this.callers.ring(caller);
    await this.desk.ledger.waitFor(caller.name, 'ringing');
    return caller;
  }

  async waitForCard(caller: Caller): Promise<void> {
    const card = findCard(this.page, caller);
    await card.waitFor();
    // In one step, because a call that ends takes a button off the card.
    this.cardPlaces = await card.getByRole('button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { left, top, width, height } = button.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }),
    );
  }

  /** The caller hangs up, or gives up. */
  async leave(caller: Caller): Promise<void> {
    this.judge.permit(caller, 'end');
    await this.callers.leave(caller);
    await this.desk.ledger.waitFor(caller.name, 'gone');
  }

  /** Notes a press that makes the receptionist talk to this caller, and lets all others wait. */
  permitTalkTo(caller: Caller | null, { held, front }: DeskState): void {
    if (caller) this.judge.permit(caller, talkToReceptionist);
    for (const other of [...held, front]) if (other && other !== caller) this.judge.permit(other, 'wait');
  }

  /** Presses a control by the mouse, once or with Escape right after, or twice by the mouse or Enter, or holds Enter on it. */
  async press(target: Locator): Promise<void> {
    const { random, page } = this;
    // A slip has opened a menu, which may cover the target.
    const menu = page.getByRole('menu').first();
    if ((await menu.isVisible()) && (await menu.locator(target).count()) === 0)
      await page.keyboard.press('Escape');
    const way = random.below(10);
    if (way < 3) return target.click({ timeout: 8_000 });
    if (way === 3) {
      this.count('slip: Escape right after a press');
      await target.click({ timeout: 8_000 });
      await pause(random.below(400));
      return page.keyboard.press('Escape');
    }
    if (way === 4) {
      this.count('slip: Enter held');
      return holdEnter(target, random);
    }
    const isByKey = random.chance(0.3);
    await this.drain();
    await (isByKey ? pressEnterTwice : pressTwice)(target, random);
    const presses = await this.drain();
    const [first, second] = presses.slice(-2);
    if (first && second && second.at - first.at > doublePressMs) await this.excuse();
    else this.count(isByKey ? 'slip: Enter twice on a control' : 'slip: pressed twice');
  }

  /** Presses keys once or twice. */
  async pressKeys(keys: string): Promise<void> {
    const isTwice = this.random.chance(0.6);
    const untilSecond = pause(30 + this.random.below(370));
    await this.page.keyboard.press(keys);
    if (!isTwice) return;
    this.count('slip: keys twice');
    await untilSecond;
    await this.page.keyboard.press(keys);
  }

  /**
   * Lets an event happen, and makes a slip 60 ms after the change of the screen.
   * @returns whether the slip came late: it may then have done to a caller what a press in earnest does
   */
  async pressAfter(event: () => Promise<unknown>, { name, press }: Slip): Promise<{ isLate: boolean }> {
    const { isLate } = await pressAfterChange(this.page, event, press);
    this.judge.note(`  ${name}${isLate ? ' (late)' : ''}`);
    if (isLate) await this.excuse();
    else this.count(`slip: ${name}`);
    await this.endExpectedCall();
    return { isLate };
  }

  /** Notes that the receptionist places a call. */
  noteCall(): void {
    this.placed.meant += 1;
  }

  /** Notes that the receptionist presses a button that calls somebody. @param shown the text of the row with the button */
  expectCallTo(shown: string): boolean {
    this.expectedCallee = shown;
    this.noteCall();
    return true;
  }

  /** Ends the call to which `expectCallTo` may have led, and checks who was called. */
  private async endExpectedCall(): Promise<void> {
    const callee = this.expectedCallee;
    this.expectedCallee = null;
    if (callee === null) return;
    // The page first asks for the microphone. If it has refused the press, no call comes.
    const endsAt = Date.now() + showMs;
    const pressed: string[] = [];
    do {
      await pause(lookMs);
      pressed.push(...(await this.drain()).map(({ label }) => label));
    } while (this.placed.seen < this.placed.meant && Date.now() < endsAt);
    // Another person's row may have moved to that place.
    const other = pressed.find((label) => label.startsWith('Call ') && !callee.includes(label.slice(5)));
    if (other && this.placed.seen > 0)
      this.judge.report(this.judge.misrouted, `${other} was pressed, and not ${callee}`);
    const { shows, title } = await readScreen(this.page);
    if (shows !== 'call') return;
    if (!callee.includes(title))
      this.judge.report(this.judge.misrouted, `${title} was called, and not ${callee}`);
    // This colleague declines, often before the user could hang up.
    if (callee.includes(refuser.name))
      return this.page.getByRole('region', { name: 'Call', exact: true }).waitFor({ state: 'detached' });
    await callControl(this.page, 'Hang up').click();
    await pause(lookMs);
  }

  /** Checks that the page has placed only calls that somebody meant to place. */
  async checkPlaced(action: string): Promise<void> {
    await this.drain();
    const { meant, seen } = this.placed;
    if (seen > meant)
      this.judge.report(this.judge.misrouted, `${action}: ${seen - meant} call was placed that nobody meant`);
    this.placed = { meant: 0, seen: 0 };
  }

  /** Reads what was pressed and sent in the page since the last time. */
  async drain() {
    const { presses, commands } = await this.page.evaluate(drainPressLog);
    const starts = commands.filter(({ kind }) => kind === 'start');
    this.placed.seen += starts.length;
    for (const { at } of starts)
      this.judge.note(`  placed a call at ${new Date(at).toISOString().slice(11, 23)}`);
    for (const { label, isEnabled, title, card } of presses)
      this.judge.note(`  pressed ${label}${isEnabled ? '' : ' (refused)'} [${card || title}]`);
    return presses;
  }

  /** On a busy machine, a slip came so late that it was a press like any other. Waits until it has had its effects. */
  private async excuse(): Promise<void> {
    this.count('late press, not judged');
    this.judge.excuse(4_000);
    this.placed.meant += 1;
    await pause(3_000);
  }
}
