import type * as Real from '@azure/communication-calling';
import { isEmergencyCall } from '../../wire/agentRules.ts';
import { commandRefused, hungUp, networkLost } from '../../wire/endCodes.ts';
import type { GroupLocator, MeetingLocator, RoomLocator } from '../../wire/meetingLink.ts';
import type {
  CallKind,
  EndCode,
  SignallingEvent,
  TicketReference,
  TransferTarget,
} from '../../wire/protocol.ts';
import { CallAgentKind } from '../base/enums.ts';
import { check } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { EmuCall } from '../call/call.ts';
import { openInitialMedia, readInitialMedia } from '../call/initialMedia.ts';
import { Requests } from '../call/requests.ts';
import { CallSession } from '../call/session.ts';
import type { ReceivedSignal, SessionDeps } from '../call/sessionDeps.ts';
import type { StartFields } from '../call/startFields.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import { EmuIncomingCall, type IncomingEvent } from './incomingCall.ts';
import { SignallingConnection } from './signallingConnection.ts';

/** What the call client gives to an agent that it creates. */
export interface AgentDeps {
  readonly signallingUrl: string;
  readonly devices: EmuDeviceManager;
  /** The raw id that the user's token names. */
  readonly userRawId: string;
  /** @returns the credential's current ACS token. */
  getToken(): Promise<string>;
  onDisposed(): void;
  /** Called when the server has retired the agent: disconnected it for good. The app still has to dispose the agent. */
  onRetired(): void;
}

const agentEvents = ['incomingCall', 'callsUpdated', 'connectionStateChanged'] as const;
/** Follows a push notification, which the emulator does not send. */
type AgentEvent = (typeof agentEvents)[number] | 'handleIncomingCall';

/** What the call agents of Teams users and of ACS users have in common. Members marked "Internal" are not for apps. */
export abstract class EmuAgent {
  private readonly emitter: Emitter<AgentEvent>;
  readonly on: Emitter['on'];
  readonly off: Emitter['off'];
  readonly kind: Real.CallAgentKind;
  /** The calls that have not ended. */
  calls: readonly EmuCall[] = [];
  connectionState: Real.ConnectionState = 'Disconnected';
  private ringingCalls: readonly EmuIncomingCall[] = [];
  protected readonly deps: AgentDeps;
  private readonly callClass: SessionDeps['callClass'];
  protected readonly connection: SignallingConnection;
  private readonly requestsAfterCall: Requests;
  private resolveFirstAttempt: (() => void) | undefined;
  /** Internal: resolves when the agent connects for the first time, is disposed, or learns that its token is refused. */
  readonly firstConnectionAttempt = new Promise<void>((resolve) => {
    this.resolveFirstAttempt = resolve;
  });
  /** Internal: why the agent is disconnected; `undefined` while it is connected. */
  disconnectReason: Real.ConnectionStateChangedReason | undefined;
  /** Internal: see `AgentDeps.onRetired`. */
  isRetired = false;
  /** Internal: resolves when the agent is disposed; `undefined` until the disposal begins. */
  disposal: Promise<void> | undefined;

  /** @param name the name that an ACS user has chosen. */
  constructor(kind: Real.CallAgentKind, deps: AgentDeps, name?: string) {
    this.kind = kind;
    this.callClass = kind === CallAgentKind.CallAgent ? 'Call' : 'TeamsCall';
    const ownEvents = kind === CallAgentKind.CallAgent ? (['handleIncomingCall'] as const) : [];
    this.emitter = new Emitter<AgentEvent>(kind, [...agentEvents, ...ownEvents]);
    this.on = this.emitter.on;
    this.off = this.emitter.off;
    this.deps = deps;
    const user = { getToken: () => deps.getToken(), name };
    this.connection = new SignallingConnection(deps.signallingUrl, user, {
      onEvent: (event) => {
        this.routeEvent(event);
        this.closeConnectionIfUnused();
      },
      onConnectionChanged: (isConnected, reason) => {
        // A retired agent is disconnected for the app, but its socket stays connected for its remaining calls.
        const isSocketConnected = this.connection.isConnected;
        for (const { session } of this.calls) session.connectivity.setServiceConnected(isSocketConnected);
        this.setConnected(isConnected, reason);
      },
      onRetired: () => this.retire(),
      // The server has restarted or was out of reach for too long. It no longer knows the calls.
      onForgotten: () => {
        for (const { session } of this.calls) session.endCall(networkLost);
        this.endRingingCalls(networkLost);
      },
    });
    this.requestsAfterCall = new Requests(this.connection);
    this.connection.open();
  }

  /**
   * Starts a call to these raw ids. If no callee can be reached, the call ends.
   * @param fields the optional fields of the command `start`.
   */
  protected callPeople(
    calleeRawIds: readonly string[],
    { threadId, ...options }: Real.JoinCallOptions & { readonly threadId?: string | undefined },
    readFields: (kind: CallKind) => StartFields,
  ): EmuCall {
    const media = readInitialMedia(options);
    const kind = calleeRawIds.length > 1 ? 'group' : 'oneToOne';
    const fields = readFields(kind);
    const participants = calleeRawIds.map((rawId) => ({ participant: crypto.randomUUID(), id: rawId }));
    const call = this.addCall(
      { kind, threadId, isEmergencyCall: isEmergencyCall(calleeRawIds) },
      media,
      (session) => participants.length > 0 && session.start(participants, fields),
    );
    if (calleeRawIds.length === 0) queueMicrotask(() => call.session.endCall(commandRefused));
    return this.endIfUnusable(call);
  }

  protected joinCall(
    locator: MeetingLocator | GroupLocator | RoomLocator,
    options: Real.JoinCallOptions,
  ): EmuCall {
    return this.endIfUnusable(this.enterCall(locator, options));
  }

  /** Hangs up all calls, ends the incoming calls and disconnects. @throws 409/40203 (ACS user) or 409/40204 the second time. */
  async dispose(): Promise<void> {
    this.checkNotDisposed();
    await this.close();
  }

  /** Internal: disposes the agent like `dispose()`, but does not throw if the agent is disposed already. */
  close(): Promise<void> {
    // The work starts in a microtask, so `disposal` is set before any listener can dispose the agent again.
    this.disposal ??= Promise.resolve().then(() => this.endEverything());
    return this.disposal;
  }

  protected checkNotDisposed(): void {
    const subCode = this.kind === CallAgentKind.CallAgent ? 40203 : 40204;
    check(!this.disposal, 409, subCode, `Failed, the ${this.kind} is disposed already.`);
  }

  private async endEverything(): Promise<void> {
    await Promise.all(this.calls.map((call) => call.hangUp()));
    this.endRingingCalls(hungUp);
    this.connection.close();
    this.setConnected(false);
    this.resolveFirstAttempt?.();
    this.deps.onDisposed();
    this.emitter.removeAllListeners();
  }

  private enterCall(
    meeting: MeetingLocator | GroupLocator | RoomLocator,
    options: Real.JoinCallOptions,
  ): EmuCall {
    const kind =
      'groupId' in meeting
        ? ({ kind: 'group', groupId: meeting.groupId } as const)
        : { kind: 'meeting' as const };
    return this.addCall(kind, readInitialMedia(options), (session) => session.enter({ t: 'join', meeting }));
  }

  /**
   * Starts the call that a transfer leads to. If `target` is a call, the local participant replaces the transferor in it.
   * @param pass proves to the server that a transfer permits this call.
   */
  private startTransferredCall(target: TransferTarget, pass: TicketReference): EmuCall {
    const existingCall = 'call' in target ? { callId: target.call } : {};
    return this.addCall({ kind: 'oneToOne', ...existingCall }, readInitialMedia({}), (session) => {
      if ('call' in target) session.enter({ t: 'take', pass });
      else session.start([{ participant: crypto.randomUUID(), ...target }], { pass });
    });
  }

  /** @param earlySignals what the caller sent while the call rang. A signal is one step of the WebRTC negotiation. */
  private accept(
    { call: callId, self: ownParticipantId, from: caller, transferor, transferorName }: IncomingEvent,
    earlySignals: readonly ReceivedSignal[],
    options: Real.AcceptCallOptions,
  ): EmuCall {
    this.checkNotDisposed();
    const media = readInitialMedia(options);
    this.removeRingingCall(callId);
    return this.addCall(
      {
        direction: 'Incoming',
        kind: 'oneToOne',
        callerRawId: caller.id,
        callerName: caller.name,
        callId,
        ownParticipantId,
        transferorRawId: transferor,
        transferorName,
      },
      media,
      (session) => session.accept(caller, earlySignals),
    );
  }

  /**
   * Creates a call, and adds it to `calls`.
   * @param properties what differs from an outgoing call with new ids.
   * @param enter sends the command that brings the local participant into the call.
   */
  private addCall(
    properties: Pick<SessionDeps, 'kind'> & Partial<SessionDeps>,
    media: ReturnType<typeof readInitialMedia>,
    enter: (session: CallSession) => unknown,
  ): EmuCall {
    const getOwnRawId = () => this.connection.ownRawId ?? '';
    const session = new CallSession({
      callClass: this.callClass,
      direction: 'Outgoing',
      callerRawId: getOwnRawId(),
      callId: crypto.randomUUID(),
      ownParticipantId: crypto.randomUUID(),
      connection: this.connection,
      devices: this.deps.devices,
      requestsAfterCall: this.requestsAfterCall,
      getOwnRawId,
      startTransferredCall: (target, pass) => this.startTransferredCall(target, pass),
      joinMeeting: (meeting) => this.enterCall(meeting, {}),
      onEnded: () => {
        this.calls = this.calls.filter((other) => other !== call);
        this.handleCallsChange([], [call]);
      },
      ...properties,
    });
    const call: EmuCall = new EmuCall(session);
    openInitialMedia(session, media);
    enter(session);
    this.calls = [...this.calls, call];
    this.handleCallsChange([call], []);
    return call;
  }

  private handleCallsChange(added: readonly EmuCall[], removed: readonly EmuCall[]): void {
    this.emitter.emit('callsUpdated', { added, removed });
    this.closeConnectionIfUnused();
  }

  /** Ends a call that the app has started with an agent that is retired or disposed. @returns the call. */
  private endIfUnusable(call: EmuCall): EmuCall {
    if (!this.isRetired && !this.disposal) return call;
    this.connection.send({ t: 'leave', call: call.id, everyone: false });
    // The call ends in a microtask, so that the app gets the call first and can listen for its end.
    queueMicrotask(() => call.session.endCall(networkLost));
    return call;
  }

  private retire(): void {
    this.isRetired = true;
    this.deps.onRetired();
    this.closeConnectionIfUnused();
  }

  /** Closes the socket of a retired agent once its last call has ended. */
  private closeConnectionIfUnused(): void {
    const hasCalls = this.calls.length > 0 || this.ringingCalls.length > 0;
    if (this.isRetired && !hasCalls) this.connection.close();
  }

  /** Passes a server's event to the call, the incoming call or the pending request that the event is about. */
  private routeEvent(event: SignallingEvent): void {
    if (event.t === 'incoming') return this.ring(event);
    if (event.t === 'answered' && this.requestsAfterCall.handleAnswer(event)) return;
    // While the user is in a call, a second invitation to the same call may ring. The call and the incoming call then have
    // the same call id, and only their participant ids differ. Some events name that id, as `to` or as `self`.
    const isForRingingCall =
      event.t === 'signal' && this.ringingCalls.some(({ info }) => info.participantId === event.to);
    const ownParticipantId = 'self' in event ? event.self : undefined;
    const call = this.calls.find(
      ({ id, session }) =>
        id === event.call &&
        (ownParticipantId === undefined || session.deps.ownParticipantId === ownParticipantId),
    );
    if (call && !isForRingingCall) return call.session.handleEvent(event);
    const ringingCall = this.ringingCalls.find(({ callId }) => callId === event.call);
    if (event.t === 'signal') ringingCall?.storeSignal(event);
    if (event.t === 'caller') ringingCall?.nameCaller(event.name);
    if (event.t !== 'ended') return;
    this.removeRingingCall(event.call);
    ringingCall?.end(event.end);
  }

  private ring(event: IncomingEvent): void {
    const incomingCall = new EmuIncomingCall(
      event,
      {
        accept: (latestEvent, earlySignals, options) => this.accept(latestEvent, earlySignals, options),
        reject: ({ call: callId, self: ownParticipantId }) => {
          this.connection.send({ t: 'reject', call: callId, self: ownParticipantId });
          this.removeRingingCall(callId);
          this.closeConnectionIfUnused();
        },
      },
      this.callClass,
    );
    this.ringingCalls = [...this.ringingCalls, incomingCall];
    this.emitter.emit('incomingCall', { incomingCall });
  }

  private removeRingingCall(callId: string): void {
    this.ringingCalls = this.ringingCalls.filter((ringingCall) => ringingCall.callId !== callId);
  }

  private endRingingCalls(endCode: EndCode): void {
    const { ringingCalls } = this;
    this.ringingCalls = [];
    for (const ringingCall of ringingCalls) ringingCall.end(endCode);
  }

  private setConnected(isConnected: boolean, reason?: Real.ConnectionStateChangedReason): void {
    const oldValue = this.connectionState;
    const newValue = isConnected ? 'Connected' : 'Disconnected';
    this.disconnectReason = reason;
    if (isConnected || reason === 'invalidToken') this.resolveFirstAttempt?.();
    if (oldValue === newValue) return;
    this.connectionState = newValue;
    this.emitter.emit('connectionStateChanged', { oldValue, newValue, ...(reason ? { reason } : {}) });
  }
}
