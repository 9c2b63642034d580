import type { Random } from '../support/random.ts';
import type { SoakRecord } from './record.ts';
import type { SoakSystem } from './system.ts';
import type { User } from '../support/app/user.ts';

interface FaultDeps {
  readonly controls: SoakSystem['controls'];
  readonly user: User;
  readonly random: Random;
}

/** Something that goes wrong without ending a call: the app must survive an outage of up to two minutes. */
interface Fault {
  readonly name: string;
  readonly start: (deps: FaultDeps) => Promise<unknown>;
  /** Absent when the fault is over at once. */
  readonly stop?: (deps: FaultDeps) => Promise<unknown>;
}

/** A fault that sets conditions of the emulator for one user. */
const conditionFault = (name: string, conditions: Record<string, unknown>): Fault => ({
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
  conditionFault('silent signalling', { silentSignalling: true }),
  conditionFault('slow signalling', { delaySignallingMs: 800 }),
  conditionFault('media lost', { media: 'lost' }),
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
    start: ({ controls, user }) => controls.setConditions({ agentDisconnect: { user: user.upn } }),
  },
];

/** Starts one fault after another, with quiet time in between. */
export class FaultSource {
  private readonly deps: Omit<FaultDeps, 'user'> & { users: readonly User[]; record: SoakRecord };
  private readonly unsupported = new Set<Fault>();
  private running: { fault: Fault; deps: FaultDeps; endsAt: number } | null = null;
  private nextFaultAt = Date.now() + 20_000;

  constructor(deps: FaultSource['deps']) {
    this.deps = deps;
  }

  /** Starts the next fault when it is due, and ends the running one when it has lasted long enough. Call it often. */
  async update(): Promise<void> {
    const { random, users, record, controls } = this.deps;
    if (this.running) {
      record.lastFaultAt = Date.now();
      if (Date.now() > this.running.endsAt) await this.stop();
      return;
    }
    if (Date.now() < this.nextFaultAt) return;
    const fault = random.pick(faults.filter((fault) => !this.unsupported.has(fault)));
    const deps = { controls, random, user: random.pick(users) };
    record.noteFault(fault.name, deps.user.name);
    try {
      await fault.start(deps);
    } catch (error) {
      // An emulator may lack this condition.
      this.unsupported.add(fault);
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
