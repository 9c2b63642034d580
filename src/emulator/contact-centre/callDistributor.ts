import type { Clock } from '../core/clock.ts';
import type { EndCode } from '../wire/callTypes.ts';

/** Which free agents ring for a caller: the one who has been free for the longest time, or all of them at once. */
export type Strategy = 'longestIdle' | 'all';

/** What happens to a caller for whom the queue has no place, or who has waited for too long. */
export type Overflow = { readonly to: string } | EndCode;

export interface CentreSettings {
  readonly strategy: Strategy;
  /** How long a call rings at an agent before the next agent gets it. */
  readonly ringSeconds: number;
  /** For how long nothing rings at an agent who has declined a call or let it ring. */
  readonly pauseSeconds: number;
  /** For how long nothing rings at an agent whose call has ended. */
  readonly wrapUpSeconds: number;
  /** How many callers of one number may wait while nothing rings for them; `null` for any number. */
  readonly maxWaiting: number | null;
  /** How long a caller may wait for an answer; `null` for any time. */
  readonly maxWaitSeconds: number | null;
  readonly overflow: Overflow;
  /** How often a waiting caller hears the announcement. The first one comes at once. `null`: only music. */
  readonly announceEverySeconds: number | null;
}

/** How long an announcement lasts. Music plays until the next one. */
const announcementSeconds = 5;

export const defaultSettings: CentreSettings = {
  strategy: 'longestIdle',
  ringSeconds: 20,
  pauseSeconds: 5,
  wrapUpSeconds: 0,
  maxWaiting: null,
  maxWaitSeconds: null,
  overflow: { code: 486, subCode: 0 },
  announceEverySeconds: 30,
};

export interface ConnectedAgent {
  readonly id: string;
  /** Agents answer only the numbers of their own tenant. */
  readonly tenant: string;
  /** `ringing`: a call rings at the agent, whoever has placed it. */
  readonly presence: 'free' | 'ringing' | 'inCall';
}

export interface NewCall {
  readonly id: string;
  /** The telephone that calls. */
  readonly caller: string;
  /** The service number that it has called. */
  readonly number: string;
  /** The tenant of the service number. */
  readonly tenant: string;
  /** By default, the strategy of the settings. */
  readonly strategy?: Strategy | undefined;
  /** The ids of the only agents who may get the call. By default, every agent may. */
  readonly agents?: readonly string[] | undefined;
}

/** A caller whom nobody has answered yet. */
interface WaitingCall extends NewCall {
  readonly strategy: Strategy;
  /** When the call came, in milliseconds since 1970. */
  readonly since: number;
  cancelMaxWait: (() => void) | undefined;
  /** Maps the ids of the agents at whom the call rings to functions that cancel the end of the ringing. */
  readonly ringing: Map<string, () => void>;
}

interface Agent {
  readonly id: string;
  readonly tenant: string;
  presence: ConnectedAgent['presence'];
  /** The time after a call or a missed call in which nothing rings at the agent. */
  rest: { readonly kind: 'wrapUp' | 'pause'; readonly cancel: () => void } | undefined;
}

export type AgentState = 'free' | 'ringing' | 'inCall' | 'wrapUp' | 'pause' | 'optedOut';

/** Why the contact centre stops a call from ringing at an agent. */
export type StopReason = 'noAnswer' | 'answeredElsewhere' | 'cancelled';

/** Carries out what the distributor decides. None of these functions may call the distributor before it has returned. */
export interface DistributorEffects {
  readonly ring: (call: NewCall, agentId: string, waitedSeconds: number) => void;
  readonly stopRinging: (callId: string, agentId: string, reason: StopReason) => void;
  /** Ends the call with a code, or lets another number answer it. */
  readonly overflow: (callId: string, overflow: Overflow) => void;
}

interface DistributorDeps {
  readonly clock: Pick<Clock, 'now' | 'after'>;
  readonly effects: DistributorEffects;
}

/**
 * Decides which agent gets which waiting caller: a state machine that knows nothing of signalling. Callers are served in the
 * order in which they came, whichever number they have called.
 */
export class CallDistributor {
  settings: CentreSettings = defaultSettings;
  /** In the order in which the calls came. */
  private waitingCalls: readonly WaitingCall[] = [];
  /** Maps ids to connected agents. The agent who has been idle for the longest time comes first. */
  private readonly agents = new Map<string, Agent>();
  /** The ids of the agents who have opted out, including those who are not connected now. */
  private readonly optedOut = new Set<string>();
  private readonly deps: DistributorDeps;

  constructor(deps: DistributorDeps) {
    this.deps = deps;
  }

  /** Takes in a call. It rings at a free agent at once, waits, or is too much for the queue. */
  enter(newCall: NewCall): void {
    const { clock } = this.deps;
    const { maxWaiting, maxWaitSeconds } = this.settings;
    const call: WaitingCall = {
      ...newCall,
      strategy: newCall.strategy ?? this.settings.strategy,
      since: clock.now(),
      cancelMaxWait: undefined,
      ringing: new Map(),
    };
    this.waitingCalls = [...this.waitingCalls, call];
    if (maxWaitSeconds !== null)
      call.cancelMaxWait = clock.after(maxWaitSeconds * 1000, () => this.overflow(call));
    this.distribute();
    const silentCalls = this.waitingCalls.filter(
      ({ number, ringing }) => number === call.number && ringing.size === 0,
    );
    if (maxWaiting !== null && silentCalls.includes(call) && silentCalls.length > maxWaiting)
      this.overflow(call);
  }

  /** Reports that the caller has hung up. The ringing has stopped with the call. */
  callerLeft(callId: string): void {
    const call = this.find(callId);
    if (!call) return;
    this.forget(call);
    this.distribute();
  }

  /** Reports that an agent has accepted a call. It stops ringing at all others. */
  answered(callId: string, agentId: string): void {
    const call = this.find(callId);
    if (!call) return;
    this.forget(call);
    const agent = this.agents.get(agentId);
    if (agent) agent.presence = 'inCall';
    this.stopRingingAtAll(call, 'answeredElsewhere', agentId);
    this.distribute();
  }

  /** Reports that an agent has declined a call, or could not be reached. */
  declined(callId: string, agentId: string): void {
    const call = this.find(callId);
    const cancelTimer = call?.ringing.get(agentId);
    if (!call || !cancelTimer) return;
    cancelTimer();
    this.missCall(call, agentId);
  }

  /** Compares the agents that are connected now with those that were. An agent who comes, or whose call ends, is the last to ring. */
  updateAgents(connectedAgents: readonly ConnectedAgent[]): void {
    const connectedIds = new Set(connectedAgents.map(({ id }) => id));
    for (const agent of Array.from(this.agents.values())) {
      if (connectedIds.has(agent.id)) continue;
      agent.rest?.cancel();
      this.agents.delete(agent.id);
    }
    for (const connected of connectedAgents) {
      const known = this.agents.get(connected.id);
      this.agents.set(connected.id, { ...connected, rest: known?.rest });
      if (known?.presence === 'inCall' && connected.presence !== 'inCall')
        this.restAtEnd(connected.id, 'wrapUp', this.settings.wrapUpSeconds);
    }
    this.distribute();
  }

  /** Opts an agent in or out. A call that rings at an agent who opts out goes to the next one. */
  setOptedIn(agentId: string, optedIn: boolean): void {
    if (optedIn) this.optedOut.delete(agentId);
    else {
      this.optedOut.add(agentId);
      for (const call of this.waitingCalls) this.stopRingingAt(call, agentId, 'cancelled');
    }
    this.distribute();
  }

  isOptedIn(agentId: string): boolean {
    return !this.optedOut.has(agentId);
  }

  /** Forgets all callers without ending their calls, opts everyone in, and restores the default settings. */
  reset(): void {
    for (const call of this.waitingCalls) this.forget(call);
    for (const agent of this.agents.values()) {
      agent.rest?.cancel();
      agent.rest = undefined;
    }
    this.optedOut.clear();
    this.settings = defaultSettings;
  }

  /** @returns the callers whom nobody has answered, in the order in which they came. `position` counts only the callers of the same number. */
  listWaiting() {
    const lastPositions = new Map<string, number>();
    return this.waitingCalls.map((call) => {
      const position = (lastPositions.get(call.number) ?? 0) + 1;
      lastPositions.set(call.number, position);
      return {
        id: call.id,
        caller: call.caller,
        number: call.number,
        position,
        waitedSeconds: this.readWaitedSeconds(call),
        hears: this.readWhatPlays(call),
        strategy: call.strategy,
        agents: call.agents,
        ringingAgents: [...call.ringing.keys()],
      };
    });
  }

  /** @returns the connected agents. The agent who is the next to ring comes first. */
  listAgents(): readonly { readonly id: string; readonly state: AgentState }[] {
    return [...this.agents.values()].map((agent) => ({ id: agent.id, state: this.readAgentState(agent) }));
  }

  private readAgentState({ id, presence, rest }: Agent): AgentState {
    if (presence === 'inCall') return 'inCall';
    if (presence === 'ringing' || this.waitingCalls.some(({ ringing }) => ringing.has(id))) return 'ringing';
    if (this.optedOut.has(id)) return 'optedOut';
    return rest?.kind ?? 'free';
  }

  /** Lets waiting calls ring at free agents. */
  private distribute(): void {
    for (const call of this.waitingCalls) {
      const candidates = [...this.agents.values()].filter(
        (agent) =>
          agent.tenant === call.tenant &&
          (call.agents?.includes(agent.id) ?? true) &&
          this.readAgentState(agent) === 'free',
      );
      const wanted = call.strategy === 'all' ? candidates.length : 1 - call.ringing.size;
      for (const { id } of candidates.slice(0, wanted)) this.ring(call, id);
    }
  }

  private ring(call: WaitingCall, agentId: string): void {
    const { clock, effects } = this.deps;
    const cancelTimer = clock.after(this.settings.ringSeconds * 1000, () => {
      effects.stopRinging(call.id, agentId, 'noAnswer');
      this.missCall(call, agentId);
    });
    call.ringing.set(agentId, cancelTimer);
    effects.ring(call, agentId, this.readWaitedSeconds(call));
  }

  private missCall(call: WaitingCall, agentId: string): void {
    call.ringing.delete(agentId);
    // Without the pause, a call would come back at once to an agent who is the only one.
    this.restAtEnd(agentId, 'pause', this.settings.pauseSeconds);
    this.distribute();
  }

  /** Makes an agent the last to ring, and lets nothing ring there for some seconds. */
  private restAtEnd(agentId: string, kind: 'wrapUp' | 'pause', seconds: number): void {
    const agent = this.agents.get(agentId);
    if (!agent) return;
    agent.rest?.cancel();
    agent.rest = undefined;
    this.agents.delete(agentId);
    this.agents.set(agentId, agent);
    if (seconds === 0) return;
    const cancel = this.deps.clock.after(seconds * 1000, () => {
      const restingAgent = this.agents.get(agentId);
      if (restingAgent) restingAgent.rest = undefined;
      this.distribute();
    });
    agent.rest = { kind, cancel };
  }

  private overflow(call: WaitingCall): void {
    this.forget(call);
    this.stopRingingAtAll(call, 'cancelled');
    this.deps.effects.overflow(call.id, this.settings.overflow);
    this.distribute();
  }

  private stopRingingAtAll(call: WaitingCall, reason: StopReason, exceptAgentId?: string): void {
    for (const agentId of Array.from(call.ringing.keys())) {
      if (agentId !== exceptAgentId) this.stopRingingAt(call, agentId, reason);
    }
  }

  private stopRingingAt(call: WaitingCall, agentId: string, reason: StopReason): void {
    call.ringing.get(agentId)?.();
    if (call.ringing.delete(agentId)) this.deps.effects.stopRinging(call.id, agentId, reason);
  }

  /** Takes a call out of the queue, and cancels its timers. */
  private forget(call: WaitingCall): void {
    this.waitingCalls = this.waitingCalls.filter((other) => other !== call);
    call.cancelMaxWait?.();
    for (const cancelTimer of call.ringing.values()) cancelTimer();
  }

  private find(callId: string): WaitingCall | undefined {
    return this.waitingCalls.find(({ id }) => id === callId);
  }

  private readWhatPlays(call: WaitingCall): 'announcement' | 'music' {
    const { announceEverySeconds } = this.settings;
    if (announceEverySeconds === null) return 'music';
    return this.readWaitedSeconds(call) % announceEverySeconds < announcementSeconds
      ? 'announcement'
      : 'music';
  }

  private readWaitedSeconds({ since }: WaitingCall): number {
    return Math.floor((this.deps.clock.now() - since) / 1000);
  }
}
