import type { PageError } from '../support/app/user.ts';

/** A command that may end a call. A call that ends after it is not lost. */
interface EndingCommand {
  readonly user: string;
  readonly what: string;
  readonly at: number;
}

/** Errors that a browser logs for a failed request. They are expected during a fault, and while the app retries after it. */
const networkError = /Failed to load resource|WebSocket connection to|net::ERR_/;
const networkErrorGraceMs = 90_000;
/** How long a command explains the end of a call. A transfer ends a call only when its target answers or does not answer in time. */
const explainsForMs = { transfer: 120_000, other: 20_000 };

/** What happened in one run of the soak test. */
export class SoakRecord {
  readonly broken: string[] = [];
  readonly lost: string[] = [];
  /** How often each action and each fault was carried out, by its name. */
  readonly counts = new Map<string, number>();
  /** How many calls each user was in, by UPN. */
  readonly callsOf = new Map<string, number>();
  lastFaultAt = 0;
  private readonly actedAt = new Map<string, number>();
  private readonly commands: EndingCommand[] = [];
  private readonly startedAt = Date.now();
  private readonly verbose: boolean;
  private readonly recent: string[] = [];

  constructor(verbose: boolean) {
    this.verbose = verbose;
  }

  /** Notes one step. The last steps are printed with each broken invariant. */
  noteStep(text: string): void {
    const line = `${this.clock()} ${text}`;
    this.recent.push(line);
    if (this.recent.length > 12) this.recent.shift();
    if (this.verbose) console.log(line);
  }

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  reportBroken(text: string): void {
    this.add(this.broken, `BROKEN ${text}`);
  }

  reportLost(text: string): void {
    this.add(this.lost, `LOST ${text}`);
  }

  /** Notes that a user pressed something. @param user a UPN */
  noteAction(user: string): void {
    this.actedAt.set(user, Date.now());
  }

  /** @param since milliseconds since 1970 @returns whether a user has pressed something since then */
  hasActedSince(user: string, since: number): boolean {
    return (this.actedAt.get(user) ?? 0) >= since;
  }

  noteFault(what: string, user: string): void {
    this.count(`fault: ${what}`);
    this.noteStep(`fault: ${what}, ${user}`);
    this.lastFaultAt = Date.now();
  }

  /** Whether a fault is active, or ended less than `graceMs` ago. */
  isDisturbed(graceMs: number): boolean {
    return Date.now() - this.lastFaultAt < graceMs;
  }

  /** Notes a command of a user that may end a call. @param user a UPN */
  noteEndingCommand(user: string, what: string): void {
    this.commands.push({ user, what, at: Date.now() });
    if (this.commands.length > 200) this.commands.shift();
  }

  /** Whether a recent command of one of these users explains the end of their call. */
  explainsEnd(users: readonly string[]): boolean {
    return this.commands.some(({ user, what, at }) => {
      const limit = what === 'transfer' ? explainsForMs.transfer : explainsForMs.other;
      return users.includes(user) && Date.now() - at < limit;
    });
  }

  noteError({ user, text }: PageError): void {
    if (networkError.test(text) && this.isDisturbed(networkErrorGraceMs)) return;
    this.reportBroken(`${user}: console or uncaught error: ${text}`);
  }

  private add(list: string[], text: string): void {
    list.push(`${this.clock()} ${text}`);
    console.log(`${this.clock()} ${text}\n${this.recent.map((line) => `    ${line}`).join('\n')}`);
  }

  private clock(): string {
    const seconds = Math.round((Date.now() - this.startedAt) / 1000);
    return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
  }
}
