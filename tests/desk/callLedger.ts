import { setTimeout as pause } from 'node:timers/promises';
import type { Call } from '../../src/emulator-package/declaredTypes.ts';

/** Milliseconds between two looks at the emulator's calls. */
const lookIntervalMs = 120;

/** After so many milliseconds without a change, an action has had its effects. */
const quietMs = 700;

/** What happens to a caller at one moment, as the emulator knows it, and not as the app shows it. */
export type CallerState =
  { readonly is: 'ringing' | 'gone' } | { readonly is: 'talking' | 'waiting'; readonly with: string };

/** Learns of each change of a caller's state. */
type StateListener = (caller: string, state: CallerState) => void;

interface CallerRecord {
  state: CallerState;
  /** When `state` began, in milliseconds since 1970. */
  since: number;
  /** The names of those to whom the caller has talked, in this order. */
  readonly talkedTo: string[];
}

const gone: CallerState = { is: 'gone' };

/** Follows every caller through all of their calls: to whom they talk, and who lets them wait. */
export class CallLedger {
  private readonly listCalls: () => Promise<readonly Call[]>;
  private readonly callers = new Map<string, CallerRecord>();
  private readonly onChange: StateListener;
  /** When a caller's state last changed, in milliseconds since 1970. */
  private changedAt = 0;
  private isStopped = false;
  private end: Promise<void> | undefined;

  constructor(listCalls: () => Promise<readonly Call[]>, onChange: StateListener = () => {}) {
    this.listCalls = listCalls;
    this.onChange = onChange;
  }

  start(): void {
    this.end = this.run();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.end;
  }

  /** @param caller a participant's name: a telephone number, or the name of a person */
  read(caller: string): Readonly<CallerRecord> {
    return this.callers.get(caller) ?? { state: gone, since: 0, talkedTo: [] };
  }

  /** Forgets to whom a caller has talked, who then may call again. */
  forget(caller: string): void {
    this.callers.delete(caller);
  }

  /** Waits until a caller is in this state. @throws an error that says what happens to the caller instead */
  async waitFor(caller: string, is: CallerState['is'], partner?: string, timeoutMs = 20_000): Promise<void> {
    const endsAt = Date.now() + timeoutMs;
    const isReached = () => {
      const { state } = this.read(caller);
      return state.is === is && (partner === undefined || ('with' in state && state.with === partner));
    };
    while (!isReached()) {
      if (Date.now() > endsAt)
        throw new Error(
          `${caller} should be ${[is, partner].filter(Boolean).join(' with ')}: ${JSON.stringify(this.read(caller))}`,
        );
      await pause(lookIntervalMs / 2);
    }
  }

  /** Waits until no caller's state has changed for a moment. */
  async waitForQuiet(): Promise<void> {
    const endsAt = Date.now() + 8_000;
    const isQuiet = () => Date.now() - this.changedAt > quietMs;
    while (!isQuiet() && Date.now() < endsAt) await pause(lookIntervalMs);
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      this.note(await this.listCalls());
      await pause(lookIntervalMs);
    }
  }

  private note(calls: readonly Call[]): void {
    const states = new Map<string, CallerState>();
    for (const { participants } of calls) {
      for (const participant of participants) {
        const { name } = participant;
        const state = describeState(participant, participants);
        // During a transfer, a caller is in two calls for a moment.
        if (states.get(name)?.is !== 'talking') states.set(name, state);
      }
    }
    for (const name of this.callers.keys()) if (!states.has(name)) states.set(name, gone);
    for (const [name, state] of states) this.noteState(name, state);
  }

  private noteState(name: string, state: CallerState): void {
    const record = this.callers.get(name) ?? { state: gone, since: Date.now(), talkedTo: [] };
    this.callers.set(name, record);
    if (JSON.stringify(record.state) !== JSON.stringify(state)) {
      record.state = state;
      record.since = Date.now();
      this.changedAt = record.since;
      this.onChange(name, state);
    }
    if (state.is === 'talking' && record.talkedTo.at(-1) !== state.with) record.talkedTo.push(state.with);
  }
}

type Participant = Call['participants'][number];

function describeState(participant: Participant, participants: readonly Participant[]): CallerState {
  const others = participants.filter((other) => other !== participant && other.presence === 'Joined');
  if (participant.presence !== 'Joined' || others.length === 0) return { is: 'ringing' };
  const partner = others.map(({ name }) => name).join(' and ');
  const isHeld = participant.state.hold || others.every(({ state }) => state.hold);
  return { is: isHeld ? 'waiting' : 'talking', with: partner };
}
