import { closeCodes } from '../../src/emulator/wire/protocol.ts';
import type { Random } from '../support/random.ts';
import type { SoakRecord } from './record.ts';
import type { SoakSystem } from './system.ts';
import type { Person, Tab } from './person.ts';
import type { StorageLedger } from './storageLedger.ts';

export interface FaultDeps {
  readonly controls: SoakSystem['controls'];
  /** The user whom the fault affects. */
  readonly user: Person;
  /** The tab that the fault affects, if the fault affects only one. */
  readonly tab: Tab;
  readonly random: Random;
  readonly ledger: StorageLedger;
}

/** A fault. It must not end a call, because the app must survive an outage of up to two minutes. */
export interface Fault {
  readonly name: string;
  /** Whether the app must work as usual during the fault, without more time for anything. */
  readonly isHarmless?: true;
  /** How long the fault lasts, in milliseconds; 3 to 11 s by default. */
  readonly lastsMs?: { readonly min: number; readonly max: number };
  readonly start: (deps: FaultDeps) => Promise<unknown>;
  /** Ends the fault. Absent if the fault ends by itself. */
  readonly stop?: (deps: FaultDeps) => Promise<unknown>;
}

/** Creates a fault that sets conditions of the emulator for one user, and ends them. */
const createConditionFault = (name: string, conditions: Record<string, unknown>): Fault => ({
  name,
  start: ({ controls, user }) => controls.setConditions({ user: user.upn, ...conditions }),
  stop: ({ controls, user }) =>
    controls.setConditions({
      user: user.upn,
      ...Object.fromEntries(Object.keys(conditions).map((key) => [key, null])),
    }),
});

/** Breaks a user's sockets as a lost network does. With another close code, the emulator would take the page for crashed. */
const dropSockets = ({ controls, user }: Pick<FaultDeps, 'controls' | 'user'>) =>
  controls.dropSockets(user.upn, closeCodes.silent);

/** Faults of the network, the token service and the calling service. */
export const connectionFaults: readonly Fault[] = [
  { name: 'signalling socket dropped', start: ({ controls, user }) => dropSockets({ controls, user }) },
  {
    name: 'signalling refused',
    async start({ controls, user }) {
      await controls.setConditions({ user: user.upn, refuseSignalling: 4000 });
      await dropSockets({ controls, user });
    },
    stop: ({ controls, user }) => controls.setConditions({ user: user.upn, refuseSignalling: null }),
  },
  createConditionFault('silent signalling', { silentSignalling: true }),
  createConditionFault('slow signalling', { delaySignallingMs: 800 }),
  createConditionFault('media lost', { media: 'lost' }),
  {
    name: 'offline',
    start: ({ user }) => user.context.setOffline(true),
    stop: ({ user }) => user.context.setOffline(false),
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

interface FaultSourceDeps extends Omit<FaultDeps, 'user' | 'tab'> {
  readonly persons: readonly Person[];
  readonly record: SoakRecord;
}

/** Creates a source that starts one of these faults after another, with pauses between them. */
export function createFaultSource(faults: readonly Fault[], sourceDeps: FaultSourceDeps) {
  const { random, persons, record, controls, ledger } = sourceDeps;
  let running: { fault: Fault; deps: FaultDeps; endsAt: number } | null = null;
  /** Milliseconds since 1970. */
  let nextFaultAt = Date.now() + 20_000;

  const startFault = async (): Promise<void> => {
    const fault = random.pick(faults);
    // A person may have closed one tab, and be replacing the other one.
    const user = random.pick(persons.filter(({ tabs }) => tabs.length > 0));
    const tab = random.pick(user.tabs);
    const deps = { controls, random, ledger, user, tab };
    record.noteFault(fault.name, tab.label);
    if (!fault.isHarmless) record.lastFaultAt = Date.now();
    try {
      await fault.start(deps);
    } catch (error) {
      // The walk may reload or close the tab meanwhile.
      record.noteStep(`the fault "${fault.name}" did not begin: ${String(error).slice(0, 200)}`);
    }
    const { min, max } = fault.lastsMs ?? { min: 3_000, max: 11_000 };
    running = { fault, deps, endsAt: Date.now() + (fault.stop ? min + random.below(max - min) : 0) };
  };
  const stop = async (): Promise<void> => {
    if (!running) return;
    const { fault, deps } = running;
    running = null;
    if (!fault.isHarmless) record.lastFaultAt = Date.now();
    nextFaultAt = Date.now() + 15_000 + random.below(30_000);
    // A tab that was closed or reloaded meanwhile no longer has its fault.
    await fault.stop?.(deps).catch(() => {});
    if (fault.stop) record.noteStep(`the fault is over: ${fault.name}`);
  };
  /** Must be called often: starts the next fault when it is due, and ends one that has lasted long enough. */
  const update = async (): Promise<void> => {
    if (running) {
      if (!running.fault.isHarmless) record.lastFaultAt = Date.now();
      if (Date.now() > running.endsAt) await stop();
    } else if (Date.now() >= nextFaultAt) await startFault();
  };
  return { update, stop };
}

export type FaultSource = ReturnType<typeof createFaultSource>;
