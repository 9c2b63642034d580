import type { Random } from '../support/random.ts';
import type { SoakRecord } from './record.ts';
import type { SoakSystem } from './system.ts';
import type { User } from '../support/app/user.ts';

/** What `FaultSource` gives to a fault. */
interface FaultDeps {
  readonly controls: SoakSystem['controls'];
  /** The user whom the fault affects. */
  readonly user: User;
  readonly random: Random;
}

/** A fault that must not end a call, because the app must survive an outage of up to two minutes. */
interface Fault {
  readonly name: string;
  readonly start: (deps: FaultDeps) => Promise<unknown>;
  /** Ends the fault. Absent if the fault ends by itself. */
  readonly stop?: (deps: FaultDeps) => Promise<unknown>;
}

/** Creates a fault that switches on conditions of the emulator (the faults that a test can set) for one user. */
const createConditionFault = (name: string, conditions: Record<string, unknown>): Fault => ({
  name,
  start: ({ controls, user }) => controls.setConditions({ user: user.upn, ...conditions }),
  stop: ({ controls, user }) =>
    controls.setConditions({
      user: user.upn,
      ...Object.fromEntries(Object.keys(conditions).map((key) => [key, null])),
    }),
});

const faults: readonly Fault[] = [
  { name: 'signalling socket dropped', start: ({ controls, user }) => controls.dropSockets(user.upn) },
  {
    name: 'signalling refused',
    async start({ controls, user }) {
      await controls.setConditions({ user: user.upn, refuseSignalling: 4000 });
      await controls.dropSockets(user.upn);
    },
    stop: ({ controls, user }) => controls.setConditions({ user: user.upn, refuseSignalling: null }),
  },
  createConditionFault('silent signalling', { silentSignalling: true }),
  createConditionFault('slow signalling', { delaySignallingMs: 800 }),
  createConditionFault('media lost', { media: 'lost' }),
  {
    name: 'offline',
    start: ({ user }) => user.page.context().setOffline(true),
    stop: ({ user }) => user.page.context().setOffline(false),
  },
  {
    name: 'token exchange refused twice',
    start: ({ controls, user }) =>
      controls.setConditions({
        user: user.upn,
        refuseExchange: { status: 503, code: 'ServiceUnavailable', times: 2 },
      }),
  },
  {
    name: 'agent disconnected for good',
    start: ({ controls, user }) => controls.disconnectAgents(user.upn),
  },
];

/** Starts one fault after another, with pauses between them. */
export class FaultSource {
  private readonly deps: Omit<FaultDeps, 'user'> & { users: readonly User[]; record: SoakRecord };
  /** Faults that could not start. */
  private readonly unsupportedFaults = new Set<Fault>();
  private running: { fault: Fault; deps: FaultDeps; endsAt: number } | null = null;
  /** Milliseconds since 1970. */
  private nextFaultAt = Date.now() + 20_000;

  constructor(deps: FaultSource['deps']) {
    this.deps = deps;
  }

  /** Starts the next fault when it is due, and ends the running fault when it has lasted long enough. Call this often. */
  async update(): Promise<void> {
    const { random, users, record, controls } = this.deps;
    if (this.running) {
      record.lastFaultAt = Date.now();
      if (Date.now() > this.running.endsAt) await this.stop();
      return;
    }
    if (Date.now() < this.nextFaultAt) return;
    const fault = random.pick(faults.filter((candidate) => !this.unsupportedFaults.has(candidate)));
    const deps = { controls, random, user: random.pick(users) };
    record.noteFault(fault.name, deps.user.name);
    try {
      await fault.start(deps);
    } catch (error) {
      // The running emulator may not support this fault.
      this.unsupportedFaults.add(fault);
      record.noteStep(`the fault "${fault.name}" is not possible here: ${String(error).slice(0, 200)}`);
    }
    this.running = { fault, deps, endsAt: Date.now() + (fault.stop ? 3_000 + random.below(8_000) : 0) };
  }

  async stop(): Promise<void> {
    const running = this.running;
    if (!running) return;
    this.running = null;
    this.deps.record.lastFaultAt = Date.now();
    this.nextFaultAt = Date.now() + 15_000 + this.deps.random.below(30_000);
    await running.fault.stop?.(running.deps);
    if (running.fault.stop) this.deps.record.noteStep(`the fault is over: ${running.fault.name}`);
  }
}
