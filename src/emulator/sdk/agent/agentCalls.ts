import type { JoinCallOptions, StartTeamsGroupCallOptions, TeamsCall } from '@azure/communication-calling';
import { emergencyNumbers } from '../../wire/emergencyNumbers.ts';
import type { MeetingLocator } from '../../wire/meetingLink.ts';
import type { SignallingEvent, TicketReference, TransferTarget } from '../../wire/protocol.ts';
import { EmuTeamsCall } from '../call/call.ts';
import { openInitialMedia, readInitialMedia, type InitialMedia } from '../call/initialMedia.ts';
import type { RequestsAfterCall } from '../call/requestsAfterCall.ts';
import { CallSession } from '../call/session.ts';
import type { ReceivedSignal, SessionDeps } from '../call/sessionDeps.ts';
import { readStartFields } from '../call/startFields.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import type { SignallingConnection } from './signallingConnection.ts';

/** What the call agent gives to its list of calls. */
interface AgentCallsDeps {
  readonly connection: SignallingConnection;
  readonly devices: EmuDeviceManager;
  readonly requestsAfterCall: RequestsAfterCall;
  /** Called after a call was added to `all` or removed from it. */
  onCallsChanged(added: readonly TeamsCall[], removed: readonly TeamsCall[]): void;
}

/** The session's properties that differ from call to call. By default, a call gets new ids. */
type NewCall = Omit<SessionDeps, keyof AgentCallsDeps | SessionFunction | 'callId' | 'ownParticipantId'> &
  Partial<Pick<SessionDeps, 'callId' | 'ownParticipantId'>>;
type SessionFunction = 'getOwnRawId' | 'startTransferredCall' | 'joinMeeting' | 'onEnded';

/** Creates the calls of one agent, and lists those that have not ended. */
export class AgentCalls {
  /** The calls that have not ended. */
  all: readonly EmuTeamsCall[] = [];
  private readonly deps: AgentCallsDeps;

  constructor(deps: AgentCallsDeps) {
    this.deps = deps;
  }

  start(calleeRawIds: readonly string[], options: StartTeamsGroupCallOptions): EmuTeamsCall {
    const { threadId } = options;
    const media = readInitialMedia(options);
    const kind = calleeRawIds.length > 1 ? 'group' : 'oneToOne';
    const startFields = readStartFields(options, kind);
    const isEmergencyCall = calleeRawIds.length === 1 && emergencyNumbers.has(calleeRawIds[0] ?? '');
    const call = this.createCall({ ...this.outgoingCall, kind, threadId, isEmergencyCall });
    openInitialMedia(call.session, media);
    const callees = calleeRawIds.map((rawId) => ({ participant: crypto.randomUUID(), id: rawId }));
    call.session.setup.start(callees, startFields);
    return this.add(call);
  }

  join(meeting: MeetingLocator, options: JoinCallOptions): EmuTeamsCall {
    const media = readInitialMedia(options);
    const call = this.createCall({ ...this.outgoingCall, kind: 'meeting' });
    openInitialMedia(call.session, media);
    call.session.setup.join(meeting);
    return this.add(call);
  }

  /**
   * Starts the call that a transfer leads to. If the target is an existing call, the local participant replaces the
   * transferor in that call.
   * @param pass proves to the server that a transfer permits this call.
   */
  startTransferredCall(target: TransferTarget, pass: TicketReference): EmuTeamsCall {
    const existingCall = 'call' in target ? { callId: target.call } : {};
    const call = this.createCall({ ...this.outgoingCall, kind: 'oneToOne', ...existingCall });
    openInitialMedia(call.session, readInitialMedia({}));
    if ('call' in target) call.session.setup.replaceTransferor(pass);
    else call.session.setup.start([{ participant: crypto.randomUUID(), ...target }], { pass });
    return this.add(call);
  }

  /**
   * @param incomingEvent the event by which the server announced the call.
   * @param earlySignals the signals (steps of the WebRTC negotiation) that the caller sent while the call rang.
   */
  accept(
    incomingEvent: Extract<SignallingEvent, { t: 'incoming' }>,
    earlySignals: readonly ReceivedSignal[],
    media: InitialMedia,
  ): EmuTeamsCall {
    const { call: callId, self: ownParticipantId, from: caller, transferor, transferorName } = incomingEvent;
    const call = this.createCall({
      direction: 'Incoming',
      kind: 'oneToOne',
      callerRawId: caller.id,
      callerName: caller.name,
      callId,
      ownParticipantId,
      transferorRawId: transferor,
      transferorName,
    });
    openInitialMedia(call.session, media);
    call.session.setup.accept(caller, earlySignals);
    return this.add(call);
  }

  private get ownRawId(): string {
    return this.deps.connection.ownRawId ?? '';
  }

  private get outgoingCall() {
    return { direction: 'Outgoing' as const, callerRawId: this.ownRawId };
  }

  private createCall(newCall: NewCall): EmuTeamsCall {
    const { connection, devices, requestsAfterCall } = this.deps;
    const session = new CallSession({
      callId: crypto.randomUUID(),
      ownParticipantId: crypto.randomUUID(),
      ...newCall,
      connection,
      devices,
      requestsAfterCall,
      getOwnRawId: () => this.ownRawId,
      startTransferredCall: (target, pass) => this.startTransferredCall(target, pass),
      joinMeeting: (meeting) => this.join(meeting, {}),
      onEnded: () => this.remove(call),
    });
    const call = new EmuTeamsCall(session);
    return call;
  }

  private add(call: EmuTeamsCall): EmuTeamsCall {
    this.all = [...this.all, call];
    this.deps.onCallsChanged([call], []);
    return call;
  }

  private remove(call: EmuTeamsCall): void {
    if (!this.all.includes(call)) return;
    this.all = this.all.filter((other) => other !== call);
    this.deps.onCallsChanged([], [call]);
  }
}
