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
import { Afterwards } from '../call/requestsAfterCall.ts';
import type { EmuTeamsCall } from '../call/call.ts';
import { Calls } from './agentCalls.ts';
import { Connection } from './signallingConnection.ts';
import type { EmuDeviceManager } from '../devices/deviceManager.ts';
import { CallAgentKind } from '../base/enums.ts';
import { callingError } from '../base/errors.ts';
import { Emitter, type Listener } from '../base/events.ts';
import { checkThread } from '../call/groupCall.ts';
import { rawIdOf } from '../base/identifiers.ts';
import { readLocator, type Locator } from '../call/meetingLocator.ts';
import { readMedia } from '../call/initialMedia.ts';
import { Rings } from './incomingCalls.ts';

export interface AgentDeps {
  readonly url: string;
  readonly devices: EmuDeviceManager;
  getToken(): Promise<string>;
  /** The agent is disposed of. */
  gone(): void;
  /** The agent is disconnected for good; it is disposed of by whoever made it. */
  retired(): void;
}

/** A Teams user's presence in this window: places calls, and rings. */
export class EmuTeamsCallAgent implements TeamsCallAgent {
  private readonly emitter = new Emitter('TeamsCallAgent', [
    'incomingCall',
    'callsUpdated',
    'connectionStateChanged',
  ]);
  private readonly deps: AgentDeps;
  private readonly connection: Connection;
  private readonly afterwards: Afterwards;
  private readonly placed: Calls;
  private readonly rings: Rings;
  private connected: ConnectionState = 'Disconnected';
  private settled: (() => void) | undefined;
  readonly kind = CallAgentKind.TeamsCallAgent;
  /** Internal to the drop-in: settles with the first connection, or with the refusal of the token. */
  readonly settling = new Promise<void>((resolve) => {
    this.settled = resolve;
  });
  /** Internal to the drop-in: why it is not connected. */
  reason: ConnectionStateChangedReason | undefined;
  /** Internal to the drop-in: whether the service has disconnected it for good. */
  retired = false;
  /** Internal to the drop-in: set when its disposal begins, settles when it is over. */
  closing: Promise<void> | undefined;

  constructor(deps: AgentDeps) {
    this.deps = deps;
    // Arrow functions: whoever calls through a Proxy, these keep hold of the agent itself.
    this.connection = new Connection(deps.url, () => deps.getToken(), {
      event: (event) => this.hear(event),
      changed: (connected, reason) => {
        for (const { session } of this.placed.all) session.connectivity.serve(this.connection.connected);
        this.change(connected, reason);
      },
      retired: () => this.retire(),
      forgotten: () => this.forget(),
    });
    this.afterwards = new Afterwards(this.connection);
    this.placed = new Calls({
      connection: this.connection,
      afterwards: this.afterwards,
      devices: deps.devices,
      changed: (added, removed) => {
        this.emitter.emit('callsUpdated', { added, removed });
        this.rest();
      },
    });
    this.rings = new Rings({
      accept: (ring, signals, options) => {
        this.usable();
        const media = readMedia(options);
        this.rings.remove(ring.call);
        return this.placed.accept(ring, signals, media);
      },
      reject: ({ call, self }) => {
        this.connection.send({ t: 'reject', call, self });
        this.rings.remove(call);
        this.rest();
      },
    });
    this.connection.open();
  }

  get calls(): readonly TeamsCall[] {
    return this.placed.all;
  }

  get incomingCalls(): readonly TeamsIncomingCall[] {
    return this.rings.all;
  }

  get connectionState(): ConnectionState {
    return this.connected;
  }

  /** Whoever is named twice rings once. @throws 400/0 for something that is no identifier; who cannot be reached is told by the call's end. */
  startCall(
    callees: CommunicationIdentifier | CommunicationIdentifier[],
    options: StartTeamsGroupCallOptions = {},
  ): TeamsCall {
    this.usable();
    const list = [...new Set((Array.isArray(callees) ? callees : [callees]).map(rawIdOf))];
    if (list.length === 0)
      throw callingError(400, 0, 'Failed to start the call: there is no participant to call.');
    checkThread(options.threadId, list.length > 1);
    return this.reachable(this.placed.start(list, options));
  }

  /**
   * Joins a Teams meeting by its link, its number and passcode, or its coordinates.
   * @throws 400/0 for what can be none of these; that it does not exist is told by the call's end, 404/5751.
   * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
   */
  join(locator: Locator, options: JoinCallOptions = {}): TeamsCall {
    this.usable();
    return this.reachable(this.placed.join(readLocator(locator), options));
  }

  /** Hangs up everything, stops ringing and disconnects. @throws 409/40204 when it is disposed already. */
  async dispose(): Promise<void> {
    if (this.closing) throw disposedAlready();
    await this.close();
  }

  /** Internal to the drop-in: disposes, and may be called twice. */
  close(): Promise<void> {
    // In a microtask: a listener that is called on the way and disposes again must find `closing` set.
    this.closing ??= Promise.resolve().then(() => this.end());
    return this.closing;
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  private usable(): void {
    if (this.closing) throw disposedAlready();
  }

  private async end(): Promise<void> {
    await Promise.all(this.placed.all.map((call) => call.hangUp()));
    this.rings.end({ code: 0, subCode: 0 });
    this.connection.close();
    this.change(false);
    this.settled?.();
    this.deps.gone();
    this.emitter.clear();
  }

  /** A call that an agent begins after it was disconnected for good comes to nothing. */
  private reachable(call: EmuTeamsCall): EmuTeamsCall {
    if (!this.retired) return call;
    this.connection.send({ t: 'leave', call: call.id, everyone: false });
    // The call is returned before it ends.
    queueMicrotask(() => call.session.finish({ code: 490, subCode: 4502 }));
    return call;
  }

  private retire(): void {
    this.retired = true;
    this.deps.retired();
    this.rest();
  }

  /** The last call of an agent that is disconnected for good ends its socket. */
  private rest(): void {
    if (this.retired && this.placed.all.length === 0 && this.rings.all.length === 0) this.connection.close();
  }

  private hear(event: Event): void {
    this.route(event);
    this.rest();
  }

  private route(event: Event): void {
    if (event.t === 'incoming') {
      return this.emitter.emit('incomingCall', { incomingCall: this.rings.add(event) });
    }
    if (this.afterwards.hear(event)) return undefined;
    // One may be in a call, and be rung into it or wait for another way into it: `self` tells them apart.
    const self = 'self' in event ? event.self : undefined;
    const call = this.placed.all.find(
      ({ id, session }) => id === event.call && (self === undefined || session.deps.self === self),
    );
    if (event.t === 'signal' && this.rings.isFor(event.to)) return this.rings.handle(event);
    return call ? call.session.handle(event) : this.rings.handle(event);
  }

  private change(connected: boolean, reason?: ConnectionStateChangedReason): void {
    const oldValue = this.connected;
    const newValue = connected ? 'Connected' : 'Disconnected';
    this.reason = reason;
    if (connected || reason === 'invalidToken') this.settled?.();
    if (oldValue === newValue) return;
    this.connected = newValue;
    this.emitter.emit('connectionStateChanged', { oldValue, newValue, ...(reason ? { reason } : {}) });
  }

  /** The server was restarted, or this window was away for too long: what it knew of us is gone. */
  private forget(): void {
    for (const { session } of this.placed.all) session.finish({ code: 490, subCode: 4502 });
    this.rings.end({ code: 490, subCode: 4502 });
  }
}

const disposedAlready = () => callingError(409, 40204, 'Failed, the TeamsCallAgent is disposed already.');
