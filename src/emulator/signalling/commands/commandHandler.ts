import { createClock, type Clock } from '../../core/clock.ts';
import { createConditions } from '../../core/conditionStore.ts';
import type { NewId } from '../../core/ids.ts';
import type { Person } from '../../core/people.ts';
import * as ends from '../../wire/endCodes.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { Command } from '../../wire/protocol.ts';
import { participantAt, type Call } from '../calls/call.ts';
import { CallStore } from '../calls/callStore.ts';
import type { Meeting } from '../calls/meetings.ts';
import { refusal } from '../calls/refusal.ts';
import { enteringCommands, type CommandOf, type CommandResult } from './command.ts';
import { findMeetingCall, joinMeeting, startCall, takeOverCall, type EnteringDeps } from './entering.ts';
import { runInCall } from './inCall.ts';
import { Surveys } from './surveys.ts';
import { hasPage, sendEvent, type Endpoint } from '../endpoints/endpoint.ts';
import type { EndpointRegistry } from '../endpoints/endpointRegistry.ts';
import { createEmulatedNetwork, type EmulatedNetwork } from '../network/emulatedNetwork.ts';
import { Ringing } from '../ringing/ringing.ts';
import type { Timing } from '../timing.ts';

interface CommandHandlerDeps {
  readonly endpoints: EndpointRegistry;
  readonly findPerson: (oid: string) => Person | undefined;
  readonly meetings: readonly Meeting[];
  readonly timing: Timing;
  /** The system's clock when left out. */
  readonly clock?: Clock;
  /** A network without conditions when left out. */
  readonly network?: EmulatedNetwork;
  /** Makes the ids of meetings' calls; random ones when left out. */
  readonly newId?: NewId;
}

/** Runs the commands of endpoints. Every command is checked against its sender before anything changes. */
export class CommandHandler {
  readonly clock: Clock;
  readonly network: EmulatedNetwork;
  readonly calls: CallStore;
  readonly ringing: Ringing;
  readonly surveys = new Surveys();
  private readonly entering: EnteringDeps;

  constructor(deps: CommandHandlerDeps) {
    this.clock = deps.clock ?? createClock();
    this.network = deps.network ?? createEmulatedNetwork(createConditions());
    this.calls = new CallStore(this.clock, (rawId) => this.network.withheldCapabilities(rawId));
    this.ringing = new Ringing(this.calls, { ...deps, network: this.network });
    const { meetings, timing, newId } = deps;
    this.entering = { calls: this.calls, ringing: this.ringing, meetings, lobbyMs: timing.lobbyMs, newId };
  }

  /** Runs a command of a page. If it is refused, the sender gets the reason and nothing changes. */
  handle(from: Endpoint, command: Command): void {
    const refused = this.run(from, command);
    const { call } = command;
    if (!refused && enteringCommands.has(command.t)) this.surveys.allow(from, call);
    // A command with a `ref` is answered even if it has ended the call.
    if ('ref' in command && command.ref !== undefined) {
      const reason = typeof refused === 'string' ? refusal(400, 0, refused) : (refused ?? null);
      sendEvent(from, { t: 'answered', call, ref: command.ref, refusal: reason });
    } else if (refused) {
      const self = 'self' in command && command.self !== undefined ? { self: command.self } : {};
      const why = typeof refused === 'string' ? refused : refused.message;
      sendEvent(from, { t: 'refused', of: command.t, call, ...self, why });
    }
    if (refused && command.t === 'add') this.reportNotAdded(from, command);
  }

  /** Runs a command, without an answer to the sender. If it is refused, nothing changes. */
  run(from: Endpoint, command: Command): CommandResult {
    if (command.t === 'start') return startCall(this.entering, from, command);
    if (command.t === 'join') return joinMeeting(this.entering, from, command);
    if (command.t === 'survey') return this.surveys.submit(from, command);
    const call = this.calls.find(command.call);
    if (!call) return 'no such call';
    if (command.t === 'take') return takeOverCall(this.entering, call, from, command);
    if (command.t === 'accept' || command.t === 'reject') return this.answer(call, from, command);
    const self = participantAt(call, from);
    // In a meeting, another id than the endpoint's own means a second way into the meeting, which is not this one.
    if (!self || (hasPage(from) && (self.endpointCallId ?? call.id) !== command.call)) {
      return 'not in this call';
    }
    const isWaiting = self.presence !== 'Joined' && command.t !== 'leave' && command.t !== 'state';
    return isWaiting ? 'waits in the lobby' : runInCall(this.calls, this.ringing, call, self, command);
  }

  /** @returns the call of a meeting, created if nobody is in it; `undefined` when there is no such meeting. */
  meeting(locator: MeetingLocator): Call | undefined {
    return findMeetingCall(this.entering, locator);
  }

  private answer(call: Call, from: Endpoint, command: CommandOf<'accept' | 'reject'>): CommandResult {
    const callee = [...call.participants.values()].find((one) => one.ringingEndpoints.has(from));
    // The command names the callee: one invitation may have ended, and another one to the same call may ring.
    if (!callee || (command.self ?? callee.id) !== callee.id) return 'not ringing here';
    if (command.t === 'accept') this.ringing.accept(call, callee, from, command.state);
    else this.ringing.decline(call, callee, from);
    return undefined;
  }

  /** The inviter's page has put the invited participant on its roster before the answer, and must take it off. */
  private reportNotAdded(from: Endpoint, { call: id, participant }: CommandOf<'add'>): void {
    const call = this.calls.find(id);
    if (call && participantAt(call, from)) {
      sendEvent(from, { t: 'left', call: id, participant, end: ends.notAdded });
    }
  }
}
