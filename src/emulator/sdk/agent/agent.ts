import type {
  ConnectionState,
  ConnectionStateChangedReason,
  JoinCallOptions,
  StartTeamsGroupCallOptions,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import type { Event } from '../../wire/protocol.ts';
import { RequestsAfterCall } from '../call/requestsAfterCall.ts';
import type { EmuTeamsCall } from '../call/call.ts';
import { AgentCalls } from './agentCalls.ts';
import { SignallingConnection } from './signallingConnection.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import { CallAgentKind } from '../base/enums.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { checkThread } from '../call/groupCall.ts';
import { rawIdOf } from '../base/identifiers.ts';
import { readLocator, type Locator } from '../call/meetingLocator.ts';
import { readInitialMedia } from '../call/initialMedia.ts';
import { IncomingCalls } from './incomingCalls.ts';

export interface AgentDeps {
  /** The address of the signalling server. */
  readonly url: string;
  readonly devices: EmuDeviceManager;
  getToken(): Promise<string>;
  /** The agent was disposed. */
  disposed(): void;
  /** The agent is disconnected for good. The app still has to dispose it. */
  retired(): void;
}

/**
 * The call agent of a Teams user in this page. It places calls and receives them.
 * @see https://learn.microsoft.com/javascript/api/azure-communication-services/@azure/communication-calling/teamscallagent
 */
export class EmuTeamsCallAgent implements TeamsCallAgent {
  private readonly emitter = new Emitter('TeamsCallAgent', [
    'incomingCall',
    'callsUpdated',
    'connectionStateChanged',
  ]);
  private readonly deps: AgentDeps;
  private readonly connection: SignallingConnection;
  private readonly requestsAfterCall: RequestsAfterCall;
  private readonly agentCalls: AgentCalls;
  private readonly incoming: IncomingCalls;
  private state: ConnectionState = 'Disconnected';
  private resolveSettled: (() => void) | undefined;
  readonly kind = CallAgentKind.TeamsCallAgent;
  /** Internal to the drop-in: resolves with the first connection, or when the server refuses the token. */
  readonly settled = new Promise<void>((resolve) => {
    this.resolveSettled = resolve;
  });
  /** Internal to the drop-in: the reason of the last connection state. */
  reason: ConnectionStateChangedReason | undefined;
  /** Internal to the drop-in: whether the server has disconnected the agent for good. */
  isRetired = false;
  /** Internal to the drop-in: set when the disposal begins, resolves when it is done. */
  closing: Promise<void> | undefined;

  constructor(deps: AgentDeps) {
    this.deps = deps;
    // The arrow functions keep the agent itself as `this`, even if the app wraps it in a Proxy.
    this.connection = new SignallingConnection(deps.url, () => deps.getToken(), {
      event: (event) => this.handle(event),
      changed: (isConnected, reason) => {
        const isServiceConnected = this.connection.isConnected;
        for (const { session } of this.agentCalls.all)
          session.connectivity.setServiceConnected(isServiceConnected);
        this.setConnected(isConnected, reason);
      },
      retired: () => this.retire(),
      forgotten: () => this.endAll(),
    });
    this.requestsAfterCall = new RequestsAfterCall(this.connection);
    this.agentCalls = new AgentCalls({
      connection: this.connection,
      requestsAfterCall: this.requestsAfterCall,
      devices: deps.devices,
      changed: (added, removed) => {
        this.emitter.emit('callsUpdated', { added, removed });
        this.closeIfUnused();
      },
    });
    this.incoming = new IncomingCalls({
      accept: (event, signals, options) => {
        this.checkNotDisposed();
        const media = readInitialMedia(options);
        this.incoming.remove(event.call);
        return this.agentCalls.accept(event, signals, media);
      },
      reject: ({ call, self }) => {
        this.connection.send({ t: 'reject', call, self });
        this.incoming.remove(call);
        this.closeIfUnused();
      },
    });
    this.connection.open();
  }

  get calls(): readonly TeamsCall[] {
    return this.agentCalls.all;
  }

  get incomingCalls(): readonly TeamsIncomingCall[] {
    return this.incoming.all;
  }

  get connectionState(): ConnectionState {
    return this.state;
  }

  /**
   * Starts a call. A callee who is listed twice is called once. If a callee cannot be reached, the end of the call says
   * so.
   * @throws 409/40204 after `dispose()`; 400/0 without callees, and for an identifier or a thread that is not
   * well-formed; 500/41001 for a group call without a thread; the errors of `readInitialMedia`.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
   */
  startCall(
    callees: CommunicationIdentifier | CommunicationIdentifier[],
    options: StartTeamsGroupCallOptions = {},
  ): TeamsCall {
    this.checkNotDisposed();
    const list = [...new Set((Array.isArray(callees) ? callees : [callees]).map(rawIdOf))];
    if (list.length === 0)
      throw callingError(400, 0, 'Failed to start the call: there is no participant to call.');
    checkThread(options.threadId, list.length > 1);
    return this.endIfRetired(this.agentCalls.start(list, options));
  }

  /**
   * Joins a Teams meeting by its link, its id and passcode, or its coordinates. If it does not exist, the call ends with
   * 404/5751.
   * @throws 409/40204 after `dispose()`; 400/40209 or 400/40210 for an invalid locator; the errors of
   * `readInitialMedia`.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
   */
  join(locator: Locator, options: JoinCallOptions = {}): TeamsCall {
    this.checkNotDisposed();
    return this.endIfRetired(this.agentCalls.join(readLocator(locator), options));
  }

  /** Hangs up all calls, ends the incoming ones and disconnects. @throws 409/40204 when disposed before. */
  async dispose(): Promise<void> {
    if (this.closing) throw disposedAlready();
    await this.close();
  }

  /** Internal to the drop-in: disposes the agent, and may be called twice. */
  close(): Promise<void> {
    // In a microtask, so that a listener that disposes the agent once more finds `closing` set.
    this.closing ??= Promise.resolve().then(() => this.end());
    return this.closing;
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  private checkNotDisposed(): void {
    if (this.closing) throw disposedAlready();
  }

  private async end(): Promise<void> {
    await Promise.all(this.agentCalls.all.map((call) => call.hangUp()));
    this.incoming.end({ code: 0, subCode: 0 });
    this.connection.close();
    this.setConnected(false);
    this.resolveSettled?.();
    this.deps.disposed();
    this.emitter.clear();
  }

  /** Ends a call that the app starts after the agent was disconnected for good. */
  private endIfRetired(call: EmuTeamsCall): EmuTeamsCall {
    if (!this.isRetired) return call;
    this.connection.send({ t: 'leave', call: call.id, everyone: false });
    // After the call was returned to the app.
    queueMicrotask(() => call.session.finish({ code: 490, subCode: 4502 }));
    return call;
  }

  private retire(): void {
    this.isRetired = true;
    this.deps.retired();
    this.closeIfUnused();
  }

  /** An agent that is disconnected for good keeps its socket until its last call ends. */
  private closeIfUnused(): void {
    const hasCalls = this.agentCalls.all.length > 0 || this.incoming.all.length > 0;
    if (this.isRetired && !hasCalls) this.connection.close();
  }

  private handle(event: Event): void {
    this.route(event);
    this.closeIfUnused();
  }

  private route(event: Event): void {
    if (event.t === 'incoming') {
      return this.emitter.emit('incomingCall', { incomingCall: this.incoming.add(event) });
    }
    if (this.requestsAfterCall.handle(event)) return undefined;
    // The agent may take part in the same call twice, for example while it rings. `self` tells the two apart.
    const self = 'self' in event ? event.self : undefined;
    const call = this.agentCalls.all.find(
      ({ id, session }) => id === event.call && (self === undefined || session.deps.self === self),
    );
    if (event.t === 'signal' && this.incoming.isFor(event.to)) return this.incoming.handle(event);
    return call ? call.session.handle(event) : this.incoming.handle(event);
  }

  private setConnected(isConnected: boolean, reason?: ConnectionStateChangedReason): void {
    const oldValue = this.state;
    const newValue = isConnected ? 'Connected' : 'Disconnected';
    this.reason = reason;
    if (isConnected || reason === 'invalidToken') this.resolveSettled?.();
    if (oldValue === newValue) return;
    this.state = newValue;
    this.emitter.emit('connectionStateChanged', { oldValue, newValue, ...(reason ? { reason } : {}) });
  }

  /** Ends all calls: the server was restarted, or was out of reach for too long, and no longer knows them. */
  private endAll(): void {
    for (const { session } of this.agentCalls.all) session.finish({ code: 490, subCode: 4502 });
    this.incoming.end({ code: 490, subCode: 4502 });
  }
}

const disposedAlready = () => callingError(409, 40204, 'Failed, the TeamsCallAgent is disposed already.');
