import { randomUUID } from 'node:crypto';
import type { NewId } from '../../core/ids.ts';
import type { DisconnectReason } from '../../wire/protocol.ts';
import { addParticipant, type Call } from '../calls/call.ts';
import { turnIntoGroupCall } from '../calls/callContext.ts';
import type { CommandHandler } from '../commands/commandHandler.ts';
import type { CommandResult } from '../commands/command.ts';
import { hasPage, type Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import { initialStateOf, VirtualAgent, type AnswerMode, type VirtualMedia } from './virtualAgent.ts';

interface AdminDeps {
  readonly commands: CommandHandler;
  readonly endpoints: EndpointRegistry;
  /** Random ids when left out. */
  readonly newId?: NewId | undefined;
}

/** The interface of signalling for controls and scenarios. */
export class Admin {
  readonly commands: CommandHandler;
  readonly endpoints: EndpointRegistry;
  readonly newId: NewId;
  /** By the id of their endpoint. */
  private readonly virtualAgents = new Map<string, VirtualAgent>();

  constructor({ commands, endpoints, newId = randomUUID }: AdminDeps) {
    this.commands = commands;
    this.endpoints = endpoints;
    this.newId = newId;
  }

  /** Creates a virtual agent at which no calls ring. It is forgotten when its call is over. */
  createAgent(rawId: string, media: VirtualMedia, answerMode?: AnswerMode): VirtualAgent {
    const agent = new VirtualAgent(this, rawId, media, answerMode);
    this.virtualAgents.set(agent.endpoint.id, agent);
    return agent;
  }

  /** Creates a virtual agent at which calls ring, until it is closed. */
  registerAgent(rawId: string, media: VirtualMedia, answerMode: AnswerMode): VirtualAgent {
    const agent = this.createAgent(rawId, media, answerMode);
    this.endpoints.register(agent.endpoint);
    return agent;
  }

  /** @returns the virtual agent of an endpoint; `undefined` for a page's endpoint. */
  agentOf(endpoint: Endpoint | undefined): VirtualAgent | undefined {
    return endpoint && this.virtualAgents.get(endpoint.id);
  }

  /**
   * Removes an endpoint from its calls and from the registry. Its page is not told, and comes back with a new one.
   * @returns whether there was such an endpoint.
   */
  closeEndpoint(id: string): boolean {
    const endpoint = this.endpoints.find(id) ?? this.virtualAgents.get(id)?.endpoint;
    if (!endpoint) return false;
    this.virtualAgents.get(id)?.close();
    this.virtualAgents.delete(id);
    if (!hasPage(endpoint)) return true;
    this.endpoints.remove(endpoint);
    this.commands.calls.removeEndpoint(endpoint);
    endpoint.socket?.terminate();
    return true;
  }

  /**
   * Ends the sockets of the endpoints that pass a test.
   * @param code of the close frame; without it, the sockets end as by a fault of the network.
   * @returns the number of sockets.
   */
  dropSockets(test: (endpoint: Endpoint) => boolean, code?: number): number {
    const dropped = this.endpoints.all().filter((endpoint) => endpoint.socket !== null && test(endpoint));
    for (const { socket } of dropped) {
      if (code === undefined) socket?.terminate();
      else socket?.close(code, 'a control of the emulator asks for it');
    }
    return dropped.length;
  }

  /**
   * Disconnects all agents that a user's pages have, for good. Agents that are created later connect.
   * @returns the number of agents.
   */
  disconnectAgents(oid: string, reason: DisconnectReason): number {
    const agents = this.endpoints.ofUser(oid).filter(hasPage);
    for (const agent of agents) this.endpoints.retire(agent, reason);
    return agents.length;
  }

  /** Lets a virtual agent into a call, as if it had been invited and had accepted. In a meeting it may have to wait. */
  bringIntoCall(call: Call, agent: VirtualAgent, media: VirtualMedia): CommandResult {
    if (call.meeting) return agent.join({ threadId: call.meeting.threadId });
    turnIntoGroupCall(call);
    const { endpoint } = agent;
    const state = initialStateOf(media);
    const participant = addParticipant(call, this.newId(), endpoint.rawId, 'Connecting', state);
    participant.endpoint = endpoint;
    this.commands.calls.join(call, participant);
    return undefined;
  }

  /** Forgets the virtual agents that are not registered and in no call. */
  forgetIdleAgents(): void {
    const inCalls = new Set<Endpoint>();
    for (const call of this.commands.calls.all()) {
      for (const { endpoint } of call.participants.values()) if (endpoint) inCalls.add(endpoint);
    }
    for (const [id, { endpoint }] of this.virtualAgents) {
      if (!inCalls.has(endpoint) && !this.endpoints.find(id)) this.virtualAgents.delete(id);
    }
  }

  /** Ends all calls, and closes all virtual agents. */
  reset(): void {
    for (const call of this.commands.calls.all()) this.commands.calls.endCall(call);
    for (const id of Array.from(this.virtualAgents.keys())) this.closeEndpoint(id);
  }
}
