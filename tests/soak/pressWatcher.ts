import type { KnownCalls } from './knownCalls.ts';
import type { Tab } from './person.ts';
import type { Press, SentCommand } from './pressLog.ts';
import type { SoakRecord } from './record.ts';

/** Milliseconds after a press within which the page sends its command to the signalling server. */
const commandWindowMs = 1_500;
/** A press this soon after another call came to the screen by itself is meant for the call that was there before. */
const reactionMs = 400;
/**
 * Milliseconds between the two presses of a double press. The walk waits 80 to 400 ms. The app ignores a misplaced second press
 * within 700 ms, by the times of the clicks, and a busy page notes them later.
 */
const doublePressMs = 600;

/** The command that each button of the call's toolbar sends about the call on the screen. */
const commandByLabel: Readonly<Record<string, string>> = {
  'Hang up': 'leave',
  Hold: 'hold',
  Resume: 'resume',
  Mute: 'mute',
  Unmute: 'unmute',
};
const endAndAcceptLabel = /^End .+ and accept$/;
const transferLabel = /^(Transfer|Consult first|To voicemail|Transfer( .+)? now)$/;
/** Buttons that start, accept or end a call. A second press at the same place must not reach another of them. */
const weightyLabel =
  /^(.+,(On hold|Put you on hold|Connected)|Hang up|End call with .+|Decline|Accept|Accept with video|End .+ and accept|Call|Video call|Call back|Rejoin|Join|Transfer.*|Consult first|To voicemail)$/;

/** Buttons that place a call. The call that the first press has placed may be on the screen at the second press. */
const placingLabel = /^(Call|Video call|Call back|Rejoin|Join)$/;

/** What has been pressed and sent in one tab in the last minutes. */
interface TabHistory {
  presses: Press[];
  commands: SentCommand[];
  /** Presses that the rules have not judged yet, because their commands may still follow. */
  waiting: Press[];
}

/**
 * Checks that each press reaches the call that the screen named, and that no page leaves a call that the user did not end.
 * `pressLog.ts` collects the presses and the commands in the pages.
 */
export class PressWatcher {
  private readonly record: SoakRecord;
  private readonly calls: KnownCalls;
  private readonly histories = new Map<string, TabHistory>();
  /** The ids of calls that a page has left, and the time. */
  private readonly leftAt = new Map<string, number>();
  /** When each tab's log was last read, in milliseconds since 1970. A frozen tab answers only once it runs again. */
  private readonly readAt = new WeakMap<Tab, number>();

  constructor(record: SoakRecord, calls: KnownCalls) {
    this.record = record;
    this.calls = calls;
  }

  /** Reads what was pressed and sent in a tab since the last time, and checks it. */
  async update(tab: Tab): Promise<void> {
    const drainedAt = Date.now();
    const log = await tab.drainPressLog();
    if (!log) return;
    this.readAt.set(tab, drainedAt);
    tab.endpoints = log.endpoints;
    const history = this.histories.get(tab.label) ?? { presses: [], commands: [], waiting: [] };
    const isRecent = ({ at }: { at: number }) => drainedAt - at < 200_000;
    this.histories.set(tab.label, {
      presses: [...history.presses, ...log.presses].filter(isRecent),
      commands: [...history.commands, ...log.commands].filter(isRecent),
      waiting: [...history.waiting, ...log.presses],
    });
    for (const press of log.presses) this.notePress(tab, press);
    for (const command of log.commands) this.judgeCommand(tab, command);
    this.judgePresses(tab, drainedAt);
  }

  /** Whether everything that happened in a tab until `at` is known. */
  hasRead(tab: Tab, at: number): boolean {
    return (this.readAt.get(tab) ?? 0) >= at;
  }

  /** Whether a page has left the call. `judgeCommand` has already reported a page that left without a press. */
  hasLeft(callId: string): boolean {
    return this.leftAt.has(callId);
  }

  /** Notes a press that may end a call. */
  private notePress(tab: Tab, { label, title, card, isEnabled, at }: Press): void {
    this.record.noteStep(
      `  ${tab.label} pressed ${label}${isEnabled ? '' : ' (disabled)'} [${title}] ${card}`,
    );
    if (!isEnabled) return;
    const note = (what: string, about: string | null) =>
      this.record.noteEndingCommand({ user: tab.person.upn, ownName: tab.person.name, what, about, at });
    if (label === 'Hang up') note('hang up', title);
    else if (label.startsWith('End call with ')) note('hang up', label);
    else if (label === 'Decline') note('decline', card);
    else if (endAndAcceptLabel.test(label)) note('end and accept', null);
    else if (transferLabel.test(label)) note('transfer', null);
  }

  private judgeCommand(tab: Tab, command: SentCommand): void {
    const { kind, call, isBySdk } = command;
    if (kind === 'join') this.calls.addMeeting(call);
    if (kind !== 'leave' || this.leftAt.has(call)) return;
    this.leftAt.set(call, command.at);
    this.record.noteStep(`  ${tab.label} left ${this.calls.describe(call)}${isBySdk ? ': no media' : ''}`);
    if (isBySdk || this.explainsLeaving(tab, command)) return;
    this.record.reportBroken(
      `${tab.label} left a call that nobody ended there: ${this.calls.describe(call)}`,
    );
  }

  private explainsLeaving(tab: Tab, { call, at }: SentCommand): boolean {
    // During an outage, the page sends its commands only when the connection is back.
    const delayMs = this.record.isDisturbed(30_000) ? 130_000 : 5_000;
    const wasPressed = ({ at: pressedAt }: Press, limitMs: number) =>
      pressedAt <= at + 50 && at - pressedAt < limitMs;
    const ownPresses = this.histories.get(tab.label)?.presses ?? [];
    const isOwnPress = ownPresses.some((press) => {
      const { label, title, isEnabled } = press;
      if (!isEnabled) return false;
      const mayName = (text: string) => this.calls.mayName(text, call, tab.person.name);
      if (label === 'Hang up')
        return wasPressed(press, delayMs) && mayName(title) && !this.isTooEarly(ownPresses, press);
      if (label.startsWith('End call with ')) return wasPressed(press, delayMs) && mayName(label);
      // The app ends these calls only when the other call exists, or when the SDK has accepted the declined call.
      return (label === 'Decline' || endAndAcceptLabel.test(label)) && wasPressed(press, 100_000);
    });
    return (
      isOwnPress ||
      this.mayBeTransferred(at) ||
      this.calls.isCrossed(call) ||
      this.record.hasLeftPage(tab.label, at)
    );
  }

  /** Whether somebody pressed a transfer button before `at`. That transfer may have ended a call by then. */
  private mayBeTransferred(at: number): boolean {
    return [...this.histories.values()].some(({ presses }) =>
      presses.some(
        (press) => transferLabel.test(press.label) && press.at <= at + 50 && at - press.at < 150_000,
      ),
    );
  }

  /** Whether the call had just come to the screen by itself when the user pressed the button. */
  private isTooEarly(presses: readonly Press[], press: Press): boolean {
    const { formerTitle, titleAgeMs, at } = press;
    if (formerTitle === '' || titleAgeMs >= reactionMs) return false;
    const hasCommanded = presses.some(
      (other) =>
        other.isEnabled && !(other.label in commandByLabel) && at - other.at > 0 && at - other.at < 5_000,
    );
    return !hasCommanded;
  }

  /** Judges the presses whose commands have been sent by now. */
  private judgePresses(tab: Tab, drainedAt: number): void {
    const history = this.histories.get(tab.label);
    if (!history) return;
    const due = history.waiting.filter(({ at }) => drainedAt - at > commandWindowMs);
    history.waiting = history.waiting.filter((press) => !due.includes(press));
    for (const press of due) {
      if (!press.isEnabled) continue;
      this.judgeReach(tab, press, history);
      this.judgeSecondPress(tab, press, history);
    }
  }

  /** The commands that follow a press must be about the call that the screen named. */
  private judgeReach(tab: Tab, press: Press, { presses, commands }: TabHistory): void {
    const kind = commandByLabel[press.label];
    // `judgeCommand` checks every *leave*.
    if (kind === undefined || kind === 'leave') return;
    const followers = commands.filter(
      (command) => command.kind === kind && command.at >= press.at && command.at - press.at < commandWindowMs,
    );
    const reached = followers.filter(({ call }) => this.calls.mayName(press.title, call, tab.person.name));
    const [other] = followers;
    // A transfer by the other participant may end the named call before the press reaches it. The app then makes the call to the
    // target live by itself, so the command does not come from the press.
    const wasTransferred = commands.some(
      ({ kind: sent, call, at }) =>
        sent === 'leave' &&
        Math.abs(at - press.at) < commandWindowMs &&
        this.calls.mayName(press.title, call, tab.person.name) &&
        this.mayBeTransferred(at),
    );
    if (other && reached.length === 0 && !wasTransferred)
      this.record.reportBroken(
        `${tab.label}: ${press.label} was pressed for ${press.title}, and reached ${this.calls.describe(other.call)}`,
      );
    // A consultation that ends in a transfer only brings another participant into the call that the user means.
    const isSameCall = reached.some(({ call }) =>
      this.calls.mayName(press.formerTitle, call, tab.person.name),
    );
    if (reached.length > 0 && !isSameCall && this.isTooEarly(presses, press))
      this.record.reportBroken(
        `${tab.label}: ${press.label} reached ${press.title}, which had replaced ${press.formerTitle} on the screen ${Math.round(press.titleAgeMs)} ms before`,
      );
  }

  /** The second press at the same place must reach the same thing, or nothing that starts or ends a call. */
  private judgeSecondPress(tab: Tab, press: Press, { presses, commands }: TabHistory): void {
    const first = presses.find(
      ({ at, x, y }) => x === press.x && y === press.y && at < press.at && press.at - at < doublePressMs,
    );
    if (!first?.isEnabled) return;
    const describe = ({ label, title, card, row }: Press) => `${label} [${card || row || title}]`;
    // The first press changes the state that follows the name in the row of a call.
    const [rowName, firstRowName] = [press, first].map(({ row }) => row.split(',')[0]);
    const isSame =
      describe(first) === describe(press) ||
      (rowName !== '' && rowName === firstRowName) ||
      (placingLabel.test(press.label) && press.label === first.label && press.row === first.row);
    if (weightyLabel.test(press.label) && !isSame)
      this.record.reportBroken(
        `${tab.label}: the second press on ${describe(first)} reached ${describe(press)} after ${Math.round(press.at - first.at)} ms`,
      );
    const started = commands.filter(
      ({ kind, at }) => (kind === 'start' || kind === 'join') && at >= first.at && at - first.at < 3_000,
    );
    // After two presses on another button, such as *Dismiss*, the user may have placed calls with further presses.
    if (started.length > 1 && placingLabel.test(first.label))
      this.record.reportBroken(
        `${tab.label}: two presses on ${describe(first)} placed ${started.length} calls`,
      );
  }
}
