import type { AssignmentStore } from '../core/assignments.ts';
import type { SignallingAdmin } from '../signalling/admin/admin.ts';
import { addParticipant, type Call, type Participant } from '../signalling/calls/call.ts';
import {
  createDialler,
  type AgentCall,
  type ReceivedCall,
  type ServerApplication,
} from '../signalling/ringing/serverApplication.ts';
import * as endCodes from '../wire/endCodes.ts';
import { isAgent, isPhoneNumber } from '../wire/rawIds.ts';
import type { EndCode } from '../wire/protocol.ts';
import {
  CallDistributor,
  type CentreSettings,
  type ConnectedAgent,
  type NewCall,
  type Overflow,
  type StopReason,
} from './callDistributor.ts';

interface ContactCentreDeps {
  readonly admin: SignallingAdmin;
  readonly assignments: AssignmentStore;
}

/** Which agents may get a call, and how it rings. */
export type RingOptions = Pick<NewCall, 'strategy' | 'agents'>;

/** The VoIP header by which agents learn which number was called. Microsoft documents no name for it. */
export const calledNumberHeader = 'Called-Number';

/** The end codes that agents see when a call stops ringing. */
const stopCodes: Readonly<Record<StopReason, EndCode>> = {
  noAnswer: endCodes.noAnswer,
  answeredElsewhere: endCodes.answeredElsewhere,
  cancelled: endCodes.cancelled,
};

/**
 * The contact centre: stands in for the application of the customer's server, which answers calls to resource accounts by Call
 * Automation, and adds an agent. The caller waits in a call of their own, which the agent then enters.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/tpe/teams-phone-extensibility-overview
 */
export class ContactCentre implements ServerApplication {
  private readonly admin: SignallingAdmin;
  private readonly assignments: AssignmentStore;
  private readonly distributor: CallDistributor;
  /** Carries out the calls of agents, and is busy for calls that cannot wait. */
  private readonly dialler: ServerApplication;
  /** Maps the raw ids of telephones to what a control wants for their next call. */
  private readonly requestedOptions = new Map<string, RingOptions>();
  /** Maps call ids to the participants for the agents at whom the call rings, by the agents' raw ids. */
  private readonly ringingAgents = new Map<string, Map<string, Participant>>();
  private isRunning = false;
  private hasChanged = false;

  /** Creates the contact centre, and lets signalling pass calls to service numbers to it. */
  constructor({ admin, assignments }: ContactCentreDeps) {
    this.admin = admin;
    this.assignments = assignments;
    const { clock, calls, invitations } = admin.commands;
    this.distributor = new CallDistributor({
      clock: { now: clock.now, after: (delayMs, run) => clock.after(delayMs, () => this.run(run)) },
      effects: {
        ring: (call, agentId, waitedSeconds) => this.ring(call, agentId, waitedSeconds),
        stopRinging: (callId, agentId, reason) => this.stopRinging(callId, agentId, reason),
        overflow: (callId, overflow) => this.overflow(callId, overflow),
      },
    });
    this.dialler = createDialler(invitations);
    invitations.serverApplication = this;
    const handleChange = () => {
      if (this.isRunning) this.hasChanged = true;
      else this.run(() => undefined);
    };
    calls.onChange = handleChange;
    admin.endpoints.onChange = handleChange;
    assignments.watch(handleChange);
  }

  placeForAgent(request: AgentCall): void {
    this.dialler.placeForAgent(request);
  }

  receive(received: ReceivedCall): void {
    const { call, inviter, callee, resourceAccount } = received;
    const isServed = this.assignments.find(resourceAccount) !== undefined;
    // Only a telephone can wait: calls of Teams users are not supported, and whoever is added to a call leaves the queue to others.
    if (!isServed || !isPhoneNumber(inviter.rawId) || call.participants.size !== 2)
      return this.dialler.receive(received);
    const options = this.requestedOptions.get(inviter.rawId);
    call.participants.delete(callee.id);
    call.isAtServerApplication = true;
    this.ringingAgents.set(call.id, new Map());
    const { number, tid } = resourceAccount;
    this.run(() =>
      this.distributor.enter({ id: call.id, caller: inviter.rawId, number, tenant: tid, ...options }),
    );
  }

  beforeAnswer(call: Call, { rawId }: Participant): void {
    if (!call.isAtServerApplication) return;
    this.run(() => this.distributor.answered(call.id, rawId));
    this.leaveCall(call);
  }

  /**
   * Lets a telephone call a service number.
   * @param caller the raw id of the telephone.
   * @returns the id of the call, which has ended already if the queue is full.
   */
  placeCall(caller: string, number: string, options: RingOptions): string {
    this.requestedOptions.set(caller, options);
    const { callId } = this.admin.createAgent(caller, 'phone').placeCall([`4:${number}`]);
    this.requestedOptions.delete(caller);
    return callId;
  }

  /** Opts an agent in or out. @param agentId the raw id. */
  setOptedIn(agentId: string, optedIn: boolean): void {
    this.run(() => this.distributor.setOptedIn(agentId, optedIn));
  }

  get settings(): CentreSettings {
    return this.distributor.settings;
  }

  /** Changes settings, for calls that ring or come from now on. */
  changeSettings(changes: Partial<CentreSettings>): void {
    this.distributor.settings = { ...this.distributor.settings, ...changes };
  }

  listWaiting() {
    return this.distributor.listWaiting();
  }

  /** @returns the connected agents, in the order in which they ring. */
  listAgents() {
    return this.distributor.listAgents().map(({ id, state }) => ({
      id,
      state,
      optedIn: this.distributor.isOptedIn(id),
    }));
  }

  reset(): void {
    this.distributor.reset();
  }

  /**
   * Lets the distributor act on the present state of calls and agents, and reports to it what its acts have changed. Acts never
   * nest: a change that signalling reports meanwhile is looked at afterwards.
   */
  private run(act: () => void): void {
    this.isRunning = true;
    try {
      this.reportState();
      act();
      do {
        this.hasChanged = false;
        this.reportState();
      } while (this.hasChanged);
    } finally {
      this.isRunning = false;
    }
  }

  /** Tells the distributor which callers and agents are gone, and what the others do. */
  private reportState(): void {
    const { calls } = this.admin.commands;
    for (const [callId, participants] of this.ringingAgents) {
      const call = calls.find(callId);
      if (!call) {
        this.ringingAgents.delete(callId);
        this.distributor.callerLeft(callId);
        continue;
      }
      for (const [agentId, { id }] of participants) {
        if (call.participants.has(id)) continue;
        participants.delete(agentId);
        this.distributor.declined(callId, agentId);
      }
    }
    this.distributor.updateAgents(this.listConnectedAgents());
  }

  private listConnectedAgents(): ConnectedAgent[] {
    const agentIds = this.admin.endpoints.listReachableRawIds().filter(isAgent);
    if (agentIds.length === 0) return [];
    const participants = this.admin.commands.calls
      .list()
      .flatMap((call) => Array.from(call.participants.values()));
    return agentIds.flatMap((id) => {
      const person = this.admin.directory.findPerson(id);
      if (!person || !this.assignments.find(person)) return [];
      const places = participants.filter(({ rawId }) => rawId === id);
      const isInCall = places.some(({ endpoint }) => endpoint);
      const presence = isInCall ? 'inCall' : places.length > 0 ? 'ringing' : 'free';
      return [{ id, tenant: person.tid, presence } as const];
    });
  }

  private ring({ id: callId, number }: NewCall, agentId: string, waitedSeconds: number): void {
    const { calls, invitations, newId } = this.admin.commands;
    const call = calls.find(callId);
    const caller = call && findCaller(call);
    if (!call || !caller) return;
    const agent = addParticipant(call, newId(), agentId, 'Connecting');
    this.ringingAgents.get(callId)?.set(agentId, agent);
    const voipHeaders = [
      { key: calledNumberHeader, value: number },
      { key: 'Waited-Seconds', value: String(waitedSeconds) },
    ];
    invitations.invite(call, caller, agent, { context: { voipHeaders } });
  }

  private stopRinging(callId: string, agentId: string, reason: StopReason): void {
    const { calls } = this.admin.commands;
    const call = calls.find(callId);
    const agent = this.ringingAgents.get(callId)?.get(agentId);
    this.ringingAgents.get(callId)?.delete(agentId);
    if (call && agent) calls.dismiss(call, agent, stopCodes[reason]);
  }

  private overflow(callId: string, overflow: Overflow): void {
    const { calls, invitations, newId } = this.admin.commands;
    const call = calls.find(callId);
    const caller = call && findCaller(call);
    if (!call || !caller) return;
    this.leaveCall(call);
    if ('to' in overflow) {
      invitations.invite(call, caller, addParticipant(call, newId(), `4:${overflow.to}`, 'Connecting'));
    } else calls.dismiss(call, caller, overflow);
  }

  private leaveCall(call: Call): void {
    call.isAtServerApplication = false;
    this.ringingAgents.delete(call.id);
  }
}

/** The caller of a waiting call is the only participant who is not invited. */
const findCaller = ({ participants }: Call): Participant | undefined =>
  [...participants.values()].find(({ endpoint }) => endpoint);
