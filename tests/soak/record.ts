import type { PageError } from '../support/app/user.ts';
import type { Tab } from './person.ts';

/** A command that may end a call. A call that ends after such a command is not lost. */
interface EndingCommand {
  /** The UPN of the user. */
  readonly user: string;
  /** The name of the user, which no text of their own screen contains. */
  readonly ownName: string;
  /** The name of the command, for example `hang up`. */
  readonly what: string;
  /** The text of the screen that named the call; `null` if the command may end any call of the user. */
  readonly about: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Errors that a browser logs for a failed request. They are expected during a fault, and while the app retries afterwards. */
const networkError = /Failed to load resource|WebSocket connection to|net::ERR_/;
const networkErrorGraceMs = 90_000;
/**
 * Milliseconds for which a command explains the end of a call. After a transfer, the call ends only when the transfer target
 * answers, or does not in time.
 */
const explanationPeriodsMs = { transfer: 120_000, other: 20_000 };

export class SoakRecord {
  readonly brokenInvariants: string[] = [];
  /** One line for each call that ended although no command explains it. */
  readonly lostCalls: string[] = [];
  /** How often each action and each fault has happened, by its name. */
  readonly counts = new Map<string, number>();
  /** The number of calls that each tab has been in, by its label. */
  readonly callCounts = new Map<string, number>();
  /** The last time at which a fault was active, in milliseconds since 1970. */
  lastFaultAt = 0;
  private readonly actedAt = new Map<string, number>();
  private readonly commands: EndingCommand[] = [];
  /** The times at which the walk has reloaded or closed each tab, by its label. */
  private readonly leftPageAt = new Map<string, number>();
  private readonly startedAt = Date.now();
  private readonly verbose: boolean;
  private readonly recentSteps: string[] = [];

  constructor(verbose: boolean) {
    this.verbose = verbose;
  }

  /** Notes one step of the run. The record prints the last thirty steps with each broken invariant and each lost call. */
  noteStep(text: string): void {
    const line = `${this.formatRunTime()} ${text}`;
    this.recentSteps.push(line);
    if (this.recentSteps.length > 30) this.recentSteps.shift();
    if (this.verbose) console.log(line);
  }

  countAction(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  reportBroken(text: string): void {
    this.add(this.brokenInvariants, `BROKEN ${text}`);
  }

  reportLost(text: string): void {
    this.add(this.lostCalls, `LOST ${text}`);
  }

  /** Notes that a user pressed something. @param user a UPN */
  noteAction(user: string): void {
    this.actedAt.set(user, Date.now());
  }

  /** @param since milliseconds since 1970 @returns whether a user has pressed something since then */
  hasActedSince(user: string, since: number): boolean {
    return (this.actedAt.get(user) ?? 0) >= since;
  }

  noteFault(what: string, tab: string): void {
    this.countAction(`fault: ${what}`);
    this.noteStep(`fault: ${what}, ${tab}`);
  }

  /** Whether a fault is active, or has ended less than `graceMs` ago. */
  isDisturbed(graceMs: number): boolean {
    return Date.now() - this.lastFaultAt < graceMs;
  }

  noteEndingCommand(command: EndingCommand): void {
    this.commands.push(command);
    if (this.commands.length > 200) this.commands.shift();
  }

  /**
   * Whether a command of one of these users explains the end of their call.
   * @param endedAt when the end was noticed, in milliseconds since 1970
   * @param isAbout whether a text of a user's screen names the call
   */
  explainsEnd(
    users: readonly string[],
    endedAt: number,
    isAbout: (text: string, ownName: string) => boolean,
  ): boolean {
    return this.commands.some(({ user, ownName, what, about, at }) => {
      const limit = what === 'transfer' ? explanationPeriodsMs.transfer : explanationPeriodsMs.other;
      const isMatching = about === null || isAbout(about, ownName);
      return users.includes(user) && isMatching && at <= endedAt && endedAt - at < limit;
    });
  }

  /** Notes that the walk reloads or closes a tab, which ends the calls in the tab. */
  noteLeavingPage(tab: Tab, what: string): void {
    const { upn, name } = tab.person;
    this.noteEndingCommand({ user: upn, ownName: name, what, about: null, at: Date.now() });
    this.leftPageAt.set(tab.label, Date.now());
  }

  /** Whether the walk has reloaded or closed the tab shortly before `at`. */
  hasLeftPage(label: string, at: number): boolean {
    return Math.abs(at - (this.leftPageAt.get(label) ?? 0)) < 10_000;
  }

  noteError({ user, text }: PageError): void {
    if (networkError.test(text) && this.isDisturbed(networkErrorGraceMs)) return;
    this.reportBroken(`${user}: console or uncaught error: ${text}`);
  }

  private add(list: string[], text: string): void {
    list.push(`${this.formatRunTime()} ${text}`);
    console.log(
      `${this.formatRunTime()} ${text}\n${this.recentSteps.map((line) => `    ${line}`).join('\n')}`,
    );
  }

  /** The time since the start of the run, as minutes and seconds. */
  private formatRunTime(): string {
    const seconds = Math.round((Date.now() - this.startedAt) / 1000);
    return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  }
}
