import type { CallerState } from './callLedger.ts';
import { receptionist, type Caller } from './desk.ts';

/** What a press may do to a caller: end the call, let the caller wait, or let them talk to a person. */
export type Effect = 'end' | 'wait' | { readonly talkTo: string };

interface Permission {
  readonly caller: string;
  readonly effect: Effect;
  /** Until when, in milliseconds since 1970. */
  readonly until: number;
}

/** Milliseconds within which a press has its effect. A transfer takes as long as the colleague lets it ring. */
const effectMs = 15_000;

/**
 * Judges from the callers' side what becomes of them. A caller is lost if the call ends, or the caller begins to wait, although
 * nobody has pressed a control for this call. A caller is misrouted if they talk to somebody whom nobody has chosen.
 */
export class CallerJudge {
  readonly lost: string[] = [];
  readonly misrouted: string[] = [];
  /** The callers who are not gone, by name. */
  private readonly callers = new Map<string, Caller>();
  private permissions: Permission[] = [];
  private readonly steps: string[] = [];
  private readonly isVerbose: boolean;
  /** Until when nothing is judged: a slip came so late that it was a press like any other. */
  private excusedUntil = 0;

  constructor(isVerbose: boolean) {
    this.isVerbose = isVerbose;
  }

  /** Notes a step of the run. The last steps are printed with each finding. */
  note(text: string): void {
    const line = `${new Date().toISOString().slice(11, 23)} ${text}`;
    this.steps.push(line);
    if (this.steps.length > 25) this.steps.shift();
    if (this.isVerbose) console.log(line);
  }

  follow(caller: Caller): void {
    this.callers.set(caller.name, caller);
  }

  /** Notes that somebody presses a control for this caller's call, and what the press may do. */
  permit(caller: Caller, ...effects: readonly Effect[]): void {
    const until = Date.now() + effectMs;
    this.permissions.push(...effects.map((effect) => ({ caller: caller.name, effect, until })));
  }

  /** What was pressed has had its effects: whatever happens to a caller from now on, nobody has pressed anything for it yet. */
  endPermissions(): void {
    this.permissions = [];
  }

  /** Lets everything happen to everybody for some seconds. */
  excuse(milliseconds: number): void {
    this.excusedUntil = Date.now() + milliseconds;
  }

  /** Judges a change of a caller's state. */
  readonly onChange = (name: string, state: CallerState): void => {
    const caller = this.callers.get(name);
    if (!caller) return;
    this.note(`  ${name} is ${state.is}${'with' in state ? ` with ${state.with}` : ''}`);
    if (state.is === 'gone') this.callers.delete(name);
    if (Date.now() < this.excusedUntil) return;
    if (state.is === 'gone' && !this.isPermitted(name, 'end')) this.report(this.lost, `${name} was hung up`);
    if (state.is === 'waiting' && !this.isPermitted(name, 'wait'))
      this.report(
        this.lost,
        `${name} waits for ${state.with}, and nobody has pressed anything for this call`,
      );
    if (state.is === 'talking' && !this.isPermitted(name, { talkTo: state.with }))
      this.report(this.misrouted, `${name} talks to ${state.with}, whom nobody has chosen`);
  };

  report(list: string[], text: string): void {
    list.push(text);
    const title = list === this.lost ? 'LOST' : 'MISROUTED';
    this.print(`${title} ${text}`);
  }

  /** Prints a line, and the steps that led to it. */
  print(line: string): void {
    console.log([line, ...this.steps.map((step) => `    ${step}`)].join('\n'));
  }

  private isPermitted(name: string, effect: Effect): boolean {
    return this.permissions.some(
      (permission) =>
        permission.caller === name &&
        permission.until > Date.now() &&
        JSON.stringify(permission.effect) === JSON.stringify(effect),
    );
  }
}

export const talkToReceptionist: Effect = { talkTo: receptionist.name };
