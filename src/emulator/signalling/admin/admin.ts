import { randomUUID } from 'node:crypto';
import type { NewId } from '../../core/ids.ts';
import type { DisconnectReason } from '../../wire/protocol.ts';
import type { CommandResult } from '../commands/inCall.ts';
import { addParticipant, type Call } from '../calls/call.ts';
import type { CommandHandler } from '../commandHandler.ts';
import { hasPage, type Endpoint, type EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import { updateMediaLoss, updatePolicies } from '../network/conditionChanges.ts';
import { turnIntoGroupCall } from '../calls/callContext.ts';
import { initialStateOf, VirtualAgent, type AnswerMode, type VirtualMedia } from './virtualAgent.ts';

interface AdminDeps {
  readonly commands: CommandHandler;
  readonly endpoints: EndpointRegistry;
  readonly newId?: NewId | undefined;
}

/** Calls, seen and steered from outside: everybody's windows, and people who have none. */
export class Admin {
  readonly commands: CommandHandler;
  readonly endpoints: EndpointRegistry;
  readonly newId: NewId;
  /** Those who have no page, by the id of their endpoint. */
  private readonly virtual = new Map<string, VirtualAgent>();

  constructor({ commands: calls, endpoints, newId = randomUUID }: AdminDeps) {
    this.commands = calls;
    this.endpoints = endpoints;
    this.newId = newId;
    calls.network.watch(() => {
      updateMediaLoss(calls.calls, calls.network);
      updatePolicies(calls.calls, calls.network);
    });
  }

  /** Somebody without a page, for one call: gone with it. @param rawId whose. */
  createAgent(rawId: string, media: VirtualMedia, manner?: AnswerMode): VirtualAgent {
    const agent = new VirtualAgent(this, rawId, media, manner);
    this.virtual.set(agent.endpoint.id, agent);
    return agent;
  }

  /** Somebody without a page, who rings like a window and stays. */
  registerAgent(rawId: string, media: VirtualMedia, manner: AnswerMode): VirtualAgent {
    const agent = this.createAgent(rawId, media, manner);
    this.endpoints.register(agent.endpoint);
    return agent;
  }

  /** @returns whoever is behind an endpoint without a page. */
  agentOf(endpoint: Endpoint | undefined): VirtualAgent | undefined {
    return endpoint && this.virtual.get(endpoint.id);
  }

  /** Ends a window: a page is told nothing, and comes back with a new one. @returns whether there was one. */
  closeEndpoint(id: string): boolean {
    const endpoint = this.endpoints.find(id) ?? this.virtual.get(id)?.endpoint;
    if (!endpoint) return false;
    this.virtual.get(id)?.close();
    this.virtual.delete(id);
    if (!hasPage(endpoint)) return true;
    this.endpoints.remove(endpoint);
    this.commands.calls.removeEndpoint(endpoint);
    endpoint.socket?.terminate();
    return true;
  }

  /** Breaks sockets off. @param code without one, as a fault of the network does. @returns how many. */
  dropSockets(which: (endpoint: Endpoint) => boolean, code?: number): number {
    const hit = this.endpoints.all().filter((endpoint) => endpoint.socket !== null && which(endpoint));
    for (const { socket } of hit) {
      if (code === undefined) socket?.terminate();
      else socket?.close(code, 'a control of the emulator asks for it');
    }
    return hit.length;
  }

  /**
   * Disconnects every agent that a person has in a page, for good. Agents created afterwards connect.
   * @returns how many there were.
   */
  disconnectAgents(oid: string, reason: DisconnectReason): number {
    const agents = this.endpoints.ofUser(oid).filter(hasPage);
    for (const agent of agents) this.endpoints.retire(agent, reason);
    return agents.length;
  }

  /** Puts somebody straight into a call, as though rung and answered; into a meeting through its lobby. */
  bringIntoCall(call: Call, agent: VirtualAgent, media: VirtualMedia): CommandResult {
    if (call.meeting) return agent.join({ threadId: call.meeting.threadId });
    turnIntoGroupCall(call);
    const member = addParticipant(
      call,
      this.newId(),
      agent.endpoint.rawId,
      'Connecting',
      initialStateOf(media),
    );
    member.endpoint = agent.endpoint;
    this.commands.calls.join(call, member);
    return undefined;
  }

  /** Forgets whoever was there for a call that is over. */
  forgetIdleAgents(): void {
    const inside = new Set<Endpoint>();
    for (const call of this.commands.calls.all()) {
      for (const { endpoint } of call.participants.values()) if (endpoint) inside.add(endpoint);
    }
    for (const [id, { endpoint }] of this.virtual) {
      if (!inside.has(endpoint) && !this.endpoints.find(id)) this.virtual.delete(id);
    }
  }

  /** Ends all calls, and whoever has no page. */
  reset(): void {
    for (const call of this.commands.calls.all()) this.commands.calls.endCall(call);
    for (const id of Array.from(this.virtual.keys())) this.closeEndpoint(id);
  }
}
