import type { Noise } from '../support/app/user.ts';

/** A command after which a call may end, so that its end is no lost call. */
interface EndingCommand {
  readonly user: string;
  readonly what: string;
  readonly at: number;
}

/** Browsers report a refused or broken request as an error. During a fault, and while its retries last, that is right. */
const networkNoise = /Failed to load resource|WebSocket connection to|net::ERR_/;
const noiseGraceMs = 90_000;
/** A transfer ends a call only when somebody answers it or the ring times out. */
const explainsForMs = { transfer: 120_000, other: 20_000 };

/** Everything that the soak test has to remember about a run. */
export class SoakRecord {
  readonly broken: string[] = [];
  readonly lost: string[] = [];
  /** How often each action and each fault was carried out. */
  readonly done = new Map<string, number>();
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

  /** Notes one step; the last ones are printed with what breaks. */
  step(text: string): void {
    const line = `${this.clock()} ${text}`;
    this.recent.push(line);
    if (this.recent.length > 12) this.recent.shift();
    if (this.verbose) console.log(line);
  }

  count(what: string): void {
    this.done.set(what, (this.done.get(what) ?? 0) + 1);
  }

  break(text: string): void {
    this.add(this.broken, `BROKEN ${text}`);
  }

  lose(text: string): void {
    this.add(this.lost, `LOST ${text}`);
  }

  /** Notes that a user pressed something. @param user a UPN */
  acted(user: string): void {
    this.actedAt.set(user, Date.now());
  }

  /** @param since milliseconds since 1970 @returns whether a user has pressed something since then */
  hasActedSince(user: string, since: number): boolean {
    return (this.actedAt.get(user) ?? 0) >= since;
  }

  fault(what: string, user: string): void {
    this.count(`fault: ${what}`);
    this.step(`fault: ${what}, ${user}`);
    this.lastFaultAt = Date.now();
  }

  /** Whether a fault is going on, or its consequences may be. */
  isDisturbed(graceMs: number): boolean {
    return Date.now() - this.lastFaultAt < graceMs;
  }

  mayEnd(user: string, what: string): void {
    this.commands.push({ user, what, at: Date.now() });
    if (this.commands.length > 200) this.commands.shift();
  }

  /** Whether one of these users gave a command that explains the end of a call of theirs. */
  explainsEnd(users: readonly string[]): boolean {
    return this.commands.some(({ user, what, at }) => {
      const limit = what === 'transfer' ? explainsForMs.transfer : explainsForMs.other;
      return users.includes(user) && Date.now() - at < limit;
    });
  }

  noise({ user, text }: Noise): void {
    if (networkNoise.test(text) && this.isDisturbed(noiseGraceMs)) return;
    this.break(`${user}: console or uncaught error: ${text}`);
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
