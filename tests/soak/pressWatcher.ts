import type { KnownCalls } from './knownCalls.ts';
import type { Tab } from './person.ts';
import type { Press, SentCommand } from './pressLog.ts';
import type { SoakRecord } from './record.ts';

/** Milliseconds after a press within which the page sends its command to the signalling server. */
const commandWindowMs = 1_500;
/** A press this soon after another call came to the screen by itself is meant for the call that was there before. */
const reactionMs = 400;
/** Milliseconds between the two presses of a double press. The walk waits 80 to 400 ms, and a busy page handles clicks late. */
const doublePressMs = 700;
/** Milliseconds after which the watcher forgets a press or a command. */
const memoryMs = 200_000;

/** The command that each button of the call's toolbar sends about the call on the screen. */
const commandByLabel: Readonly<Record<string, string>> = {
  'Hang up': 'leave',
  Hold: 'hold',
  Resume: 'resume',
  Mute: 'mute',
  Unmute: 'unmute',
};
const transferLabel = /^(Transfer|Consult first|Voicemail|Transfer .+ now)$/;
/** After a transfer, the call ends only when the transfer target answers, or does not in time. */
const transferPeriodMs = 150_000;
/** Buttons that start, accept or end a call. A second press at the same place must not reach another of them. */
const weightyLabel =
  /^(.+,(On hold|Put you on hold|Connected)|Hang up|End call with .+|Decline|Accept|Accept with video|End and accept|Call|Video call|Call back|Rejoin|Join|Transfer.*|Consult first|Voicemail)$/;

/** Buttons that place a call. The call that the first press has placed may be on the screen at the second press. */
const placingLabel = /^(Call|Video call|Call back|Rejoin|Join)$/;

/** What has been pressed and sent in one tab in the last minutes. */
interface TabHistory {
  readonly tab: Tab;
  readonly presses: readonly Press[];
  readonly commands: readonly SentCommand[];
  /** The rules have judged the presses up to this time. Commands of later presses may still follow. */
  readonly judgedUpTo: number;
}

/**
 * Checks that each press reaches the call that the screen named, and that no page leaves a call that the user did not end.
 * `pressLog.ts` collects the presses and the commands in the pages. All times are milliseconds since 1970.
 */
export class PressWatcher {
  private readonly record: SoakRecord;
  private readonly calls: KnownCalls;
  /** By the label of the tab. */
  private readonly histories = new Map<string, TabHistory>();
  /** The ids of calls that a page has left. */
  private readonly leftCalls = new Set<string>();

  constructor(record: SoakRecord, calls: KnownCalls) {
    this.record = record;
    this.calls = calls;
  }

  /** Reads what was pressed and sent in a tab since the last time, and checks it. */
  async update(tab: Tab): Promise<void> {
    const drainedAt = Date.now();
    const log = await tab.drainPressLog();
    if (!log) return;
    tab.endpoints = log.endpoints;
    const { presses = [], commands = [], judgedUpTo = 0 } = this.histories.get(tab.label) ?? {};
    const isRecent = ({ at }: { at: number }) => drainedAt - at < memoryMs;
    const history: TabHistory = {
      tab,
      presses: [...presses, ...log.presses].filter(isRecent),
      commands: [...commands, ...log.commands].filter(isRecent),
      judgedUpTo: drainedAt - commandWindowMs,
    };
    this.histories.set(tab.label, history);
    for (const { label, title, card, isEnabled } of log.presses)
      this.record.noteStep(
        `  ${tab.label} pressed ${label}${isEnabled ? '' : ' (disabled)'} [${title}] ${card}`,
      );
    for (const command of log.commands) this.judgeCommand(history, command);
    for (const press of history.presses) {
      if (!press.isEnabled || press.at <= judgedUpTo || press.at > history.judgedUpTo) continue;
      this.judgeReach(history, press);
      this.judgeSecondPress(history, press);
    }
  }

  /** Whether a page has left the call. `judgeCommand` has already reported a page that left without a press. */
  hasLeft(callId: string): boolean {
    return this.leftCalls.has(callId);
  }

  /** Whether a recent press of one of these users explains that a call has ended now. @param users UPNs */
  explainsEnd(callId: string, users: readonly (string | null)[]): boolean {
    const histories = [...this.histories.values()].filter(({ tab }) => users.includes(tab.person.upn));
    return histories.some((history) => this.explainsLeaving(history, callId, Date.now(), 20_000));
  }

  private judgeCommand(history: TabHistory, { kind, call, at, isBySdk }: SentCommand): void {
    if (kind === 'join') this.calls.addMeeting(call);
    if (kind !== 'leave' || this.leftCalls.has(call)) return;
    this.leftCalls.add(call);
    const what = `${history.tab.label} left ${this.calls.describe(call)}`;
    this.record.noteStep(`  ${what}${isBySdk ? ': no media' : ''}`);
    if (isBySdk || this.mayBeTransferred(at) || this.explainsLeaving(history, call, at, 5_000)) return;
    this.record.reportBroken(`${what}, although nobody ended the call there`);
  }

  /** Whether somebody pressed a button before `at` whose transfer may have ended a call by then. */
  private mayBeTransferred(at: number): boolean {
    return [...this.histories.values()].some(({ presses }) =>
      presses.some(
        (press) => transferLabel.test(press.label) && press.at <= at + 50 && at - press.at < transferPeriodMs,
      ),
    );
  }

  /**
   * Whether a press in the tab, or a reload of the tab, explains that a call ended at this time.
   * @param delayMs how long before that time the user may have pressed *Hang up*
   */
  private explainsLeaving(
    { tab, presses }: TabHistory,
    callId: string,
    at: number,
    delayMs: number,
  ): boolean {
    if (this.calls.isCrossed(callId) || this.record.hasLeftPage(tab.label, at)) return true;
    const mayName = (text: string) => this.calls.mayName(text, callId, tab.person.name);
    // During an outage, the page sends its commands only when the connection is back.
    const hangUpPeriodMs = this.record.isDisturbed(30_000) ? 130_000 : delayMs;
    return presses.some((press) => {
      const { label, title, card, isEnabled } = press;
      const elapsedMs = at - press.at;
      if (!isEnabled || elapsedMs < -50) return false;
      if (label === 'Hang up')
        return elapsedMs < hangUpPeriodMs && mayName(title) && !this.isTooEarly(presses, press);
      if (label.startsWith('End call with ')) return elapsedMs < hangUpPeriodMs && mayName(label);
      if (transferLabel.test(label)) return elapsedMs < transferPeriodMs;
      // The app ends these calls only when the other call exists, or when the SDK has accepted the declined call.
      return (label === 'End and accept' || (label === 'Decline' && mayName(card))) && elapsedMs < 100_000;
    });
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

  /** The commands that follow a press must be about the call that the screen named. */
  private judgeReach({ tab, presses, commands }: TabHistory, press: Press): void {
    const kind = commandByLabel[press.label];
    // `judgeCommand` checks every *leave*.
    if (kind === undefined || kind === 'leave') return;
    const followers = commands.filter(
      (command) => command.kind === kind && command.at >= press.at && command.at - press.at < commandWindowMs,
    );
    const findNamed = (title: string) =>
      followers.filter(({ call }) => this.calls.mayName(title, call, tab.person.name));
    const reached = findNamed(press.title);
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
    const isSameCall = findNamed(press.formerTitle).some((command) => reached.includes(command));
    if (reached.length > 0 && !isSameCall && this.isTooEarly(presses, press))
      this.record.reportBroken(
        `${tab.label}: ${press.label} reached ${press.title}, which had replaced ${press.formerTitle} on the screen ${Math.round(press.titleAgeMs)} ms before`,
      );
  }

  /** The second press at the same place must reach the same thing, or nothing that starts or ends a call. */
  private judgeSecondPress({ tab, presses, commands }: TabHistory, press: Press): void {
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
    if (started.length > 1)
      this.record.reportBroken(
        `${tab.label}: two presses on ${describe(first)} placed ${started.length} calls`,
      );
  }
}
