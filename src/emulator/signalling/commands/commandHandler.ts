import type { AcsUserStore } from '../../core/acsUsers.ts';
import type { AssignmentStore } from '../../core/assignments.ts';
import type { Clock } from '../../core/clock.ts';
import type { Directory } from '../../core/directory.ts';
import type { NewId } from '../../core/ids.ts';
import type { Retirement } from '../../core/retirement.ts';
import type { Command, Refusal } from '../../wire/protocol.ts';
import { findParticipantByEndpoint, type Call } from '../calls/call.ts';
import { CallStore } from '../calls/callStore.ts';
import { createRefusal } from '../calls/capabilities.ts';
import type { CommandOf, CommandResult } from './command.ts';
import { joinCall, startCall, takeOverCall, type EnterCallDeps } from './entering.ts';
import { runInCall } from './inCall.ts';
import { listUses } from './uses.ts';
import { hasPage, sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';
import { Invitations } from '../ringing/ringing.ts';
import type { SignallingTiming } from '../timing.ts';

interface CommandHandlerDeps {
  readonly endpoints: EndpointRegistry;
  readonly directory: Directory;
  readonly timing: SignallingTiming;
  readonly clock: Clock;
  readonly network: EmulatedNetwork;
  readonly newId: NewId;
  readonly assignments: Pick<AssignmentStore, 'find'>;
  readonly acsUsers: Pick<AcsUserStore, 'has'>;
  readonly retirement: Pick<Retirement, 'count'>;
}

/** For how many calls the server knows who may rate them. It forgets the oldest call when there are more. */
const maxRatableCalls = 1_000;

const callEnteringCommands: ReadonlySet<Command['t']> = new Set(['start', 'join', 'take', 'accept']);

/** Runs the commands of endpoints (connections of browser pages, or simulated agents), if the sender may run them. */
export class CommandHandler {
  readonly clock: Clock;
  readonly network: EmulatedNetwork;
  readonly newId: NewId;
  readonly endpoints: EndpointRegistry;
  readonly calls: CallStore;
  readonly invitations: Invitations;
  private readonly retirement: Pick<Retirement, 'count'>;
  /** What `startCall`, `joinCall` and `takeOverCall` need. */
  readonly enterCallDeps: EnterCallDeps;
  /** Maps `<endpoint id> <call id>` to the commands that wait, because a condition makes call set-up slow. */
  private readonly delayedCommands = new Map<string, Command[]>();
  /** Maps call ids to the object ids of the users who may rate the call, even after its end. Ratings are not stored. */
  private readonly ratersByCall = new Map<string, Set<string>>();

  constructor(deps: CommandHandlerDeps) {
    const { endpoints, clock, network, directory, timing, newId, assignments } = deps;
    this.endpoints = endpoints;
    this.retirement = deps.retirement;
    this.clock = clock;
    this.network = network;
    this.newId = newId;
    const findName = (rawId: string) => directory.findPerson(rawId)?.displayName;
    this.calls = new CallStore(clock, findName, (rawId) => network.readWithheldCapabilities(rawId));
    this.invitations = new Invitations(this.calls, deps);
    const { calls, invitations } = this;
    const { lobbyTimeoutMs } = timing;
    this.enterCallDeps = { calls, invitations, directory, lobbyTimeoutMs, newId, assignments };
  }

  /**
   * Handles a command of a page. A command that enters a call waits as long as the condition (fault that a test switches on)
   * `timing` says. Meanwhile, the page's further commands for the same call wait behind it.
   */
  receiveCommand(sender: Endpoint, command: Command): void {
    const key = `${sender.id} ${command.call}`;
    const waitingCommands = this.delayedCommands.get(key);
    if (waitingCommands) return void waitingCommands.push(command);
    const entersCall = callEnteringCommands.has(command.t);
    const delayMs = entersCall ? this.network.chooseSetupDelayMs(sender.oid) : 0;
    if (delayMs === 0) return this.handleCommand(sender, command);
    const commands = [command];
    this.delayedCommands.set(key, commands);
    this.clock.after(delayMs, () => {
      this.delayedCommands.delete(key);
      // The endpoint may have been removed while its commands waited.
      if (this.endpoints.find(sender.id) !== sender) return;
      for (const delayedCommand of commands) this.handleCommand(sender, delayedCommand);
    });
  }

  handleCommand(sender: Endpoint, command: Command): void {
    const result = this.refuseRetired(sender, command) ?? this.runCommand(sender, command);
    const refusal = typeof result === 'string' ? createRefusal(400, 0, result) : result;
    const { call } = command;
    if (!refusal && callEnteringCommands.has(command.t)) this.allowRating(sender, call);
    // A command with a `ref` is answered even if the command has ended the call.
    if ('ref' in command && command.ref !== undefined) {
      sendEvent(sender, { t: 'answered', call, ref: command.ref, refusal: refusal ?? null });
    } else if (refusal && (command.t === 'start' || command.t === 'join') && typeof result === 'object') {
      sendEvent(sender, { t: 'ended', call, self: command.self, end: refusal });
    } else if (refusal) {
      const self = 'self' in command && command.self !== undefined && { self: command.self };
      sendEvent(sender, { t: 'refused', of: command.t, call, ...self, why: refusal.message });
    }
    if (refusal && command.t === 'add') this.reportNotAdded(sender, command, refusal);
  }

  /**
   * Runs a command without answering its sender. A refused command changes nothing, with two exceptions: `leave` leaves the call
   * nevertheless, and `state` changes the media that are not forbidden.
   */
  runCommand(sender: Endpoint, command: Command): CommandResult {
    if (command.t === 'start') return startCall(this.enterCallDeps, sender, command);
    if (command.t === 'join') return joinCall(this.enterCallDeps, sender, command);
    if (command.t === 'survey') {
      const mayRate = this.ratersByCall.get(command.call)?.has(sender.oid) ?? false;
      return mayRate ? undefined : createRefusal(400, 0, 'You were not in this call.');
    }
    const call = this.calls.find(command.call);
    if (!call) return 'no such call';
    if (command.t === 'take') return takeOverCall(this.enterCallDeps, call, sender, command);
    if (command.t === 'accept' || command.t === 'reject') return this.answerInvitation(call, sender, command);
    const participant = findParticipantByEndpoint(call, sender);
    if (!participant) return 'not in this call';
    // A page knows a meeting by an id of its own. Another id does not mean this participant, but a second attempt of the page
    // to enter the same meeting, such as a refused transfer.
    const ownCallId = sender.meetingCallIds.get(call.id) ?? call.id;
    if (hasPage(sender) && command.call !== ownCallId) return 'not in this call';
    const isAllowedInLobby = command.t === 'leave' || command.t === 'state';
    if (participant.presence !== 'Joined' && !isAllowedInLobby) return 'waits in the lobby';
    const { calls, invitations } = this;
    return runInCall({ calls, invitations, call, sender: participant }, command);
  }

  /** Counts what a page's command uses. @returns why Microsoft's retirement forbids it; `undefined` if it does not. */
  private refuseRetired(sender: Endpoint, command: Command): Refusal | undefined {
    const uses = listUses(sender, command, this.calls.find(command.call));
    return uses.map((use) => this.retirement.count(use)).find((refusal) => refusal !== undefined);
  }

  /** Allows a user who has entered a call to rate it. */
  private allowRating({ oid }: Endpoint, callId: string): void {
    this.ratersByCall.set(callId, (this.ratersByCall.get(callId) ?? new Set()).add(oid));
    const [oldestCallId] = this.ratersByCall.keys();
    const isFull = this.ratersByCall.size > maxRatableCalls;
    if (isFull && oldestCallId !== undefined) this.ratersByCall.delete(oldestCallId);
  }

  private answerInvitation(
    call: Call,
    sender: Endpoint,
    command: CommandOf<'accept' | 'reject'>,
  ): CommandResult {
    const participants = [...call.participants.values()];
    const callee = participants.find(({ ringingEndpoints }) => ringingEndpoints.has(sender));
    // The participant id in the command says which invitation the user answers. It may be one that has ended, while a second
    // invitation to the same call rings.
    if (!callee || (command.self ?? callee.id) !== callee.id) return 'not ringing here';
    if (command.t === 'accept') this.invitations.accept(call, callee, sender, command.state);
    else this.invitations.decline(call, callee, sender);
  }

  /** Tells a page, which already shows the person whom its user wants to add, that this person has left. */
  private reportNotAdded(
    sender: Endpoint,
    { call: callId, participant }: CommandOf<'add'>,
    { code, subCode, message }: Refusal,
  ): void {
    const call = this.calls.find(callId);
    if (!call || !findParticipantByEndpoint(call, sender)) return;
    sendEvent(sender, { t: 'left', call: callId, participant, end: { code, subCode, message } });
  }
}
