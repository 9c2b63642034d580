import type {
  ConnectionState,
  ConnectionStateChangedReason,
  JoinCallOptions,
  StartTeamsGroupCallOptions,
  TeamsCall,
  TeamsCallAgent,
} from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import { hungUp, networkLost } from '../../wire/endCodes.ts';
import type { SignallingEvent } from '../../wire/protocol.ts';
import { RequestsAfterCall } from '../call/requestsAfterCall.ts';
import type { EmuTeamsCall } from '../call/call.ts';
import { AgentCalls } from './agentCalls.ts';
import { SignallingConnection } from './signallingConnection.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import { CallAgentKind } from '../base/enums.ts';
import { callingError } from '../base/errors.ts';
import { Emitter } from '../base/events.ts';
import { checkThread } from '../call/thread.ts';
import { rawIdOf } from '../base/identifiers.ts';
import { readLocator, type Locator } from '../call/meetingLocator.ts';
import { readInitialMedia } from '../call/initialMedia.ts';
import { IncomingCalls } from './incomingCall.ts';

/** What the call client gives to an agent that it creates. */
export interface AgentDeps {
  /** The WebSocket address of the signalling server. */
  readonly signallingUrl: string;
  readonly devices: EmuDeviceManager;
  /** @returns the credential's present ACS token. */
  getToken(): Promise<string>;
  /** Called after the agent was disposed. */
  onDisposed(): void;
  /** Called when the server has disconnected the agent for good. The app still has to dispose the agent. */
  onRetired(): void;
}

/**
 * The call agent of a Teams user in this page. It places calls and receives them. Members marked "internal" are not for apps.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/teamscallagent
 */
export class EmuTeamsCallAgent implements TeamsCallAgent {
  private readonly emitter = new Emitter('TeamsCallAgent', [
    'incomingCall',
    'callsUpdated',
    'connectionStateChanged',
  ]);
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;
  private readonly deps: AgentDeps;
  private readonly connection: SignallingConnection;
  private readonly requestsAfterCall: RequestsAfterCall;
  private readonly agentCalls: AgentCalls;
  private readonly ringingCalls: IncomingCalls;
  private state: ConnectionState = 'Disconnected';
  private resolveFirstAttempt: (() => void) | undefined;
  readonly kind = CallAgentKind.TeamsCallAgent;
  /** Internal: resolves when the agent connects for the first time, is disposed, or learns that its token is refused. */
  readonly firstConnectionAttempt = new Promise<void>((resolve) => {
    this.resolveFirstAttempt = resolve;
  });
  /** Internal: why the agent is disconnected; `undefined` while it is connected. */
  disconnectReason: ConnectionStateChangedReason | undefined;
  /** Internal: whether the server has disconnected the agent for good. */
  isRetired = false;
  /** Internal: resolves when the agent is disposed; `undefined` until the disposal begins. */
  disposal: Promise<void> | undefined;

  constructor(deps: AgentDeps) {
    this.deps = deps;
    // The arrow functions keep the agent itself as `this`, even if the app wraps the agent in a Proxy.
    this.connection = new SignallingConnection(deps.signallingUrl, () => deps.getToken(), {
      onEvent: (event) => {
        this.routeEvent(event);
        this.closeConnectionIfUnused();
      },
      onConnectionChanged: (isConnected, reason) => {
        // The app sees a retired agent as disconnected, but its socket stays connected for its remaining calls.
        const isServiceConnected = this.connection.isConnected;
        for (const { session } of this.agentCalls.all)
          session.connectivity.setServiceConnected(isServiceConnected);
        this.setConnected(isConnected, reason);
      },
      onRetired: () => this.retire(),
      onForgotten: () => this.endAllCalls(),
    });
    this.requestsAfterCall = new RequestsAfterCall(this.connection);
    this.agentCalls = new AgentCalls({
      connection: this.connection,
      requestsAfterCall: this.requestsAfterCall,
      devices: deps.devices,
      onCallsChanged: (added, removed) => {
        this.emitter.emit('callsUpdated', { added, removed });
        this.closeConnectionIfUnused();
      },
    });
    this.ringingCalls = new IncomingCalls({
      accept: (event, earlySignals, options) => {
        this.checkNotDisposed();
        const media = readInitialMedia(options);
        this.ringingCalls.remove(event.call);
        return this.agentCalls.accept(event, earlySignals, media);
      },
      reject: ({ call: callId, self: ownParticipantId }) => {
        this.connection.send({ t: 'reject', call: callId, self: ownParticipantId });
        this.ringingCalls.remove(callId);
        this.closeConnectionIfUnused();
      },
    });
    this.connection.open();
  }

  get calls(): readonly TeamsCall[] {
    return this.agentCalls.all;
  }

  get connectionState(): ConnectionState {
    return this.state;
  }

  /**
   * Starts a call. A callee who is listed twice is called once. If a callee cannot be reached, the call ends, and
   * `callEndReason` says why.
   * @throws 409/40204 after `dispose()`; 400/0 without callees, and for an identifier or a thread that is not
   * well-formed; 500/41001 for a group call without a thread; the errors of `readInitialMedia`.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
   */
  startCall(
    callees: CommunicationIdentifier | CommunicationIdentifier[],
    options: StartTeamsGroupCallOptions = {},
  ): TeamsCall {
    this.checkNotDisposed();
    const identifiers = Array.isArray(callees) ? callees : [callees];
    const calleeRawIds = [...new Set(identifiers.map(rawIdOf))];
    if (calleeRawIds.length === 0)
      throw callingError(400, 0, 'Failed to start the call: there is no participant to call.');
    checkThread(options.threadId, calleeRawIds.length > 1);
    return this.endIfRetired(this.agentCalls.start(calleeRawIds, options));
  }

  /**
   * Joins a Teams meeting by its link, its id and passcode, or its coordinates. If there is no such meeting, the call
   * ends with 404/5751.
   * @throws 409/40204 after `dispose()`; 400/40209 or 400/40210 for an invalid locator; the errors of
   * `readInitialMedia`.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
   */
  join(locator: Locator, options: JoinCallOptions = {}): TeamsCall {
    this.checkNotDisposed();
    return this.endIfRetired(this.agentCalls.join(readLocator(locator), options));
  }

  /** Hangs up all calls, ends the incoming calls and disconnects. @throws 409/40204 the second time. */
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

  private checkNotDisposed(): void {
    if (this.disposal) throw callingError(409, 40204, 'Failed, the TeamsCallAgent is disposed already.');
  }

  private async endEverything(): Promise<void> {
    await Promise.all(this.agentCalls.all.map((call) => call.hangUp()));
    this.ringingCalls.endAll(hungUp);
    this.connection.close();
    this.setConnected(false);
    this.resolveFirstAttempt?.();
    this.deps.onDisposed();
    this.emitter.removeAllListeners();
  }

  /** Ends a call that the app starts after the server has disconnected the agent for good. */
  private endIfRetired(call: EmuTeamsCall): EmuTeamsCall {
    if (!this.isRetired) return call;
    this.connection.send({ t: 'leave', call: call.id, everyone: false });
    // This happens in a microtask: the app gets the call first, and can listen for its end.
    queueMicrotask(() => call.session.endCall(networkLost));
    return call;
  }

  private retire(): void {
    this.isRetired = true;
    this.deps.onRetired();
    this.closeConnectionIfUnused();
  }

  /** A retired agent, which the server has disconnected for good, keeps its socket until its last call ends. */
  private closeConnectionIfUnused(): void {
    const hasCalls = this.agentCalls.all.length > 0 || this.ringingCalls.all.length > 0;
    if (this.isRetired && !hasCalls) this.connection.close();
  }

  /** Passes an event of the server to the call, the incoming call, or the pending request that the event is about. */
  private routeEvent(event: SignallingEvent): void {
    if (event.t === 'incoming') {
      return this.emitter.emit('incomingCall', { incomingCall: this.ringingCalls.add(event) });
    }
    if (this.requestsAfterCall.handle(event)) return undefined;
    if (event.t === 'signal' && this.ringingCalls.hasParticipant(event.to))
      return this.ringingCalls.handle(event);
    // A call and an incoming call may have the same call id: while the user is in a call, a second invitation to it may
    // ring. Their participant ids are different, and some events name the participant id.
    const ownParticipantId = 'self' in event ? event.self : undefined;
    const call = this.agentCalls.all.find(
      ({ id, session }) =>
        id === event.call &&
        (ownParticipantId === undefined || session.deps.ownParticipantId === ownParticipantId),
    );
    return call ? call.session.handleEvent(event) : this.ringingCalls.handle(event);
  }

  private setConnected(isConnected: boolean, reason?: ConnectionStateChangedReason): void {
    const oldValue = this.state;
    const newValue = isConnected ? 'Connected' : 'Disconnected';
    this.disconnectReason = reason;
    if (isConnected || reason === 'invalidToken') this.resolveFirstAttempt?.();
    if (oldValue === newValue) return;
    this.state = newValue;
    this.emitter.emit('connectionStateChanged', { oldValue, newValue, ...(reason ? { reason } : {}) });
  }

  /** Ends all calls, because the server was restarted or was out of reach for too long, and no longer knows the calls. */
  private endAllCalls(): void {
    for (const { session } of this.agentCalls.all) session.endCall(networkLost);
    this.ringingCalls.endAll(networkLost);
  }
}
