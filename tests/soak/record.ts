import type { PageError } from '../support/app/user.ts';
import type { Tab } from './person.ts';

/** Errors that a browser logs for a failed request. They are expected during a fault, and while the app retries afterwards. */
const networkError = /Failed to load resource|WebSocket connection to|net::ERR_/;
const networkErrorGraceMs = 90_000;

/** What the walk has done, and which invariants broke. All times are milliseconds since 1970. */
export class SoakRecord {
  /** One line for each broken invariant. */
  readonly brokenInvariants: string[] = [];
  /** How often each action and each fault has happened, by its name. */
  readonly actionCounts = new Map<string, number>();
  /** The number of calls that each tab has been in, by its label. */
  readonly callCounts = new Map<string, number>();
  /** The last time at which a fault was active. */
  lastFaultAt = 0;
  /** When each user pressed something last, by UPN. */
  private readonly actedAt = new Map<string, number>();
  /** When the walk last reloaded or closed each tab, by its label. */
  private readonly leftPageAt = new Map<string, number>();
  private readonly startedAt = Date.now();
  private readonly verbose: boolean;
  private readonly recentSteps: string[] = [];

  constructor(verbose: boolean) {
    this.verbose = verbose;
  }

  /** Notes one step of the run. The record prints the last thirty steps with each broken invariant. */
  noteStep(text: string): void {
    const line = `${this.formatRunTime()} ${text}`;
    this.recentSteps.push(line);
    if (this.recentSteps.length > 30) this.recentSteps.shift();
    if (this.verbose) console.log(line);
  }

  countAction(name: string): void {
    this.actionCounts.set(name, (this.actionCounts.get(name) ?? 0) + 1);
  }

  reportBroken(text: string): void {
    const line = `${this.formatRunTime()} BROKEN ${text}`;
    this.brokenInvariants.push(line);
    console.log([line, ...this.recentSteps.map((step) => `    ${step}`)].join('\n'));
  }

  /** Notes that a user pressed something. @param user a UPN */
  noteAction(user: string): void {
    this.actedAt.set(user, Date.now());
  }

  /** Whether a user has pressed something since this time. */
  hasActedSince(user: string, since: number): boolean {
    return (this.actedAt.get(user) ?? 0) >= since;
  }

  /** Whether a fault is active, or has ended less than `graceMs` ago. */
  isDisturbed(graceMs: number): boolean {
    return Date.now() - this.lastFaultAt < graceMs;
  }

  /** Notes that the walk reloads or closes a tab, which ends the calls in the tab. */
  noteLeavingPage({ label }: Tab): void {
    this.leftPageAt.set(label, Date.now());
  }

  /** Whether the walk has reloaded or closed the tab at about this time. */
  hasLeftPage(label: string, at: number): boolean {
    return Math.abs(at - (this.leftPageAt.get(label) ?? 0)) < 20_000;
  }

  noteError({ user, text }: PageError): void {
    if (networkError.test(text) && this.isDisturbed(networkErrorGraceMs)) return;
    this.reportBroken(`${user}: console or uncaught error: ${text}`);
  }

  /** The time since the start of the run, as minutes and seconds. */
  private formatRunTime(): string {
    const seconds = Math.round((Date.now() - this.startedAt) / 1000);
    return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  }
}
