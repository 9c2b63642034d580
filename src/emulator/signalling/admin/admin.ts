import type { Directory } from '../../core/directory.ts';
import type { NewId } from '../../core/ids.ts';
import type { DisconnectReason } from '../../wire/protocol.ts';
import { addParticipant, type Call } from '../calls/call.ts';
import { turnIntoGroupCall } from '../calls/callContext.ts';
import type { CommandHandler } from '../commands/commandHandler.ts';
import type { CommandResult } from '../commands/command.ts';
import { hasPage, type Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import { createInitialState, VirtualAgent, type AnswerMode, type VirtualMedia } from './virtualAgent.ts';

/**
 * Changes calls and connections for the emulator's controls and scenarios. It owns the virtual agents: call agents that the
 * emulator simulates, and that take part in calls like a user's page.
 */
export class SignallingAdmin {
  readonly commands: CommandHandler;
  readonly endpoints: EndpointRegistry;
  readonly directory: Directory;
  readonly newId: NewId;
  /** Maps the ids of endpoints (the agents' connections to the server) to the virtual agents. */
  private readonly virtualAgents = new Map<string, VirtualAgent>();

  constructor(deps: Pick<SignallingAdmin, 'commands' | 'endpoints' | 'directory' | 'newId'>) {
    this.commands = deps.commands;
    this.endpoints = deps.endpoints;
    this.directory = deps.directory;
    this.newId = deps.newId;
    // Invitations cannot create virtual agents themselves: these need the command handler, which owns the invitations.
    this.commands.invitations.createBotEndpoint = (rawId, media) => this.createAgent(rawId, media).endpoint;
  }

  /** Creates a virtual agent at which no call rings. It exists until `forgetIdleAgents` finds it in no call. */
  createAgent(rawId: string, media: VirtualMedia, answerMode?: AnswerMode): VirtualAgent {
    const agent = new VirtualAgent(this.commands, rawId, media, answerMode);
    this.virtualAgents.set(agent.endpoint.id, agent);
    return agent;
  }

  /** Creates a virtual agent at which calls to `rawId` ring, until `closeEndpoint` removes the agent. */
  registerAgent(rawId: string, media: VirtualMedia, answerMode: AnswerMode): VirtualAgent {
    const agent = this.createAgent(rawId, media, answerMode);
    this.endpoints.register(agent.endpoint);
    return agent;
  }

  findVirtualAgent(endpoint: Endpoint | undefined): VirtualAgent | undefined {
    return endpoint && this.virtualAgents.get(endpoint.id);
  }

  /** Removes an endpoint from the server and from its calls. A page then connects anew. @returns whether it existed. */
  closeEndpoint(endpointId: string): boolean {
    const endpoint = this.endpoints.find(endpointId) ?? this.virtualAgents.get(endpointId)?.endpoint;
    if (!endpoint) return false;
    this.virtualAgents.get(endpointId)?.stopListening();
    this.virtualAgents.delete(endpointId);
    this.endpoints.remove(endpoint);
    this.commands.calls.removeEndpoint(endpoint);
    endpoint.socket?.terminate();
    return true;
  }

  /** @param code the close code; without one, the sockets end without a close frame. @returns how many sockets it ends. */
  dropSockets(filter: (endpoint: Endpoint) => boolean, code?: number): number {
    const droppedEndpoints = this.endpoints
      .list()
      .filter((endpoint) => endpoint.socket !== null && filter(endpoint));
    for (const { socket } of droppedEndpoints) {
      if (code === undefined) socket?.terminate();
      else socket?.close(code, 'a control of the emulator asks for it');
    }
    return droppedEndpoints.length;
  }

  /** Disconnects the call agents in all pages of a person for good. The pages can connect new agents. */
  disconnectAgents(oid: string, reason: DisconnectReason): void {
    for (const endpoint of this.endpoints.listForPerson(oid).filter(hasPage))
      this.endpoints.disconnectForGood(endpoint, reason);
  }

  /** Lets a virtual agent join a meeting, or enter another call as if it had accepted an invitation. @returns a refusal. */
  addAgentToCall(call: Call, agent: VirtualAgent, media: VirtualMedia): CommandResult {
    if (call.meeting) return agent.joinMeeting({ threadId: call.meeting.threadId });
    turnIntoGroupCall(call);
    const { endpoint } = agent;
    const state = createInitialState(media);
    const participant = addParticipant(call, this.newId(), endpoint.rawId, 'Connecting', state);
    participant.endpoint = endpoint;
    this.commands.calls.completeJoin(call, participant);
  }

  /** Forgets the virtual agents that are in no call and at which no calls can ring. */
  forgetIdleAgents(): void {
    for (const [endpointId, { endpoint }] of this.virtualAgents) {
      const isRegistered = this.endpoints.find(endpointId) !== undefined;
      if (!isRegistered && !this.commands.calls.isInCall(endpoint)) this.virtualAgents.delete(endpointId);
    }
  }

  endAllCalls(): void {
    for (const call of this.commands.calls.list()) this.commands.calls.endCall(call);
    for (const endpointId of Array.from(this.virtualAgents.keys())) this.closeEndpoint(endpointId);
  }
}
