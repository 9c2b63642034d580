import type {
  AcceptCallOptions,
  ConnectionState,
  ConnectionStateChangedReason,
  JoinCallOptions,
  StartTeamsGroupCallOptions,
  TeamsCall,
  TeamsCallAgent,
  TeamsIncomingCall,
} from '@azure/communication-calling';
import type { CommunicationIdentifier } from '@azure/communication-common';
import type { Event, Pass, Signal, TransferTarget } from '../protocol.ts';
import { EmuTeamsCall } from './call.ts';
import { Connection } from './connection.ts';
import type { EmuDeviceManager } from './deviceManager.ts';
import { CallAgentKind } from './enums.ts';
import { callingError, refuse } from './errors.ts';
import { Emitter, type Listener } from './events.ts';
import { checkThread } from './group.ts';
import { rawIdOf } from './identifiers.ts';
import { EmuTeamsIncomingCall } from './incomingCall.ts';
import { localAudio } from './localAudioStream.ts';
import { localVideo } from './localVideoStream.ts';
import { CallSession } from './session.ts';

export interface AgentDeps {
  readonly url: string;
  readonly devices: EmuDeviceManager;
  getToken(): Promise<string>;
  /** The agent is disposed of. */
  gone(): void;
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
  private current: readonly EmuTeamsCall[] = [];
  private rings: readonly EmuTeamsIncomingCall[] = [];
  private connected: ConnectionState = 'Disconnected';
  private disposed = false;
  private settled: (() => void) | undefined;
  readonly kind = CallAgentKind.TeamsCallAgent;
  /** Internal to the drop-in: settles with the first connection, or with the refusal of the token. */
  readonly settling = new Promise<void>((resolve) => {
    this.settled = resolve;
  });
  /** Internal to the drop-in: why it is not connected. */
  reason: ConnectionStateChangedReason | undefined;

  constructor(deps: AgentDeps) {
    this.deps = deps;
    // Arrow functions: whoever calls through a Proxy, these keep hold of the agent itself.
    this.connection = new Connection(deps.url, () => deps.getToken(), {
      event: (event) => this.hear(event),
      changed: (connected, reason) => this.change(connected, reason),
      forgotten: () => this.forget(),
    });
    this.connection.open();
  }

  get calls(): readonly TeamsCall[] {
    return this.current;
  }

  get incomingCalls(): readonly TeamsIncomingCall[] {
    return this.rings;
  }

  get connectionState(): ConnectionState {
    return this.connected;
  }

  /** Internal to the drop-in: the raw id of the person, once connected. */
  get rawId(): string | undefined {
    return this.connection.id;
  }

  /** @throws 400/0 for something that is no identifier; who cannot be reached is told by the call's end. */
  startCall(
    callees: CommunicationIdentifier | CommunicationIdentifier[],
    options: StartTeamsGroupCallOptions = {},
  ): TeamsCall {
    this.usable('startCall');
    const list = Array.isArray(callees) ? callees : [callees];
    if (list.length === 0)
      throw callingError(400, 0, 'Failed to start the call: there is no participant to call.');
    checkThread(options.threadId, list.length > 1);
    const to = list.map((callee) => ({ participant: crypto.randomUUID(), id: rawIdOf(callee) }));
    const call = this.begin('Outgoing', this.rawId ?? '');
    this.openMedia(call.session, options);
    call.session.start(to);
    this.enter(call);
    return call;
  }

  join(): never {
    throw refuse('TeamsCallAgent.join()');
  }

  /** Hangs up everything and disconnects. */
  async dispose(): Promise<void> {
    if (this.disposed) return;
    this.disposed = true;
    await Promise.all(this.current.map((call) => call.hangUp()));
    this.connection.close();
    this.change(false);
    this.deps.gone();
    this.emitter.clear();
  }

  on(event: string, listener: Listener): void {
    this.emitter.on(event, listener);
  }

  off(event: string, listener: Listener): void {
    this.emitter.off(event, listener);
  }

  private usable(member: string): void {
    if (this.disposed) throw refuse(`TeamsCallAgent.${member}()`, 'the agent is disposed');
  }

  private begin(
    direction: 'Incoming' | 'Outgoing',
    callerId: string,
    id: string = crypto.randomUUID(),
    self: string = crypto.randomUUID(),
    transferorId?: string,
  ): EmuTeamsCall {
    const { connection, deps } = this;
    const call: EmuTeamsCall = new EmuTeamsCall(
      new CallSession({
        connection,
        devices: deps.devices,
        direction,
        callerId,
        id,
        self,
        transferorId,
        place: (target, pass) => this.place(target, pass),
        over: () => this.remove(call.session),
      }),
    );
    return call;
  }

  private place(target: TransferTarget, pass: Pass): EmuTeamsCall {
    const call = this.begin('Outgoing', this.rawId ?? '', 'call' in target ? target.call : undefined);
    this.openMedia(call.session, {});
    if ('call' in target) call.session.take(pass);
    else call.session.start([{ participant: crypto.randomUUID(), id: target.id }], pass);
    this.enter(call);
    return call;
  }

  private enter(call: EmuTeamsCall): void {
    this.current = [...this.current, call];
    this.emitter.emit('callsUpdated', { added: [call], removed: [] });
  }

  private remove(session: CallSession): void {
    const removed = this.current.filter((call) => call.session === session);
    this.current = this.current.filter((call) => call.session !== session);
    this.emitter.emit('callsUpdated', { added: [], removed });
  }

  /** Opens what a call starts with, while it is being set up. A camera that is refused leaves a call without. */
  private openMedia(
    session: CallSession,
    { audioOptions, videoOptions }: JoinCallOptions | AcceptCallOptions,
  ): void {
    const [audio] = audioOptions?.localAudioStreams ?? [];
    const [video] = videoOptions?.localVideoStreams ?? [];
    session.local.muted = audioOptions?.muted ?? false;
    session.openMicrophone(audio && localAudio(audio));
    // The diagnostics have told why; the call goes on without a picture.
    if (video) void session.local.start('video', localVideo(video)).catch(() => undefined);
  }

  private hear(event: Event): void {
    if (event.t === 'incoming') {
      const incomingCall = new EmuTeamsIncomingCall(event, {
        accept: (ring, signals, options) => this.accept(ring, signals, options),
        reject: ({ call }) => this.connection.send({ t: 'reject', call }),
      });
      this.rings = [...this.rings, incomingCall];
      this.emitter.emit('incomingCall', { incomingCall });
      return undefined;
    }
    const call = this.current.find(({ id }) => id === event.call);
    if (call) return call.session.handle(event);
    const ring = this.rings.find(({ id }) => id === event.call);
    if (event.t === 'signal') return ring?.keep(event.from, event.signal);
    if (event.t !== 'ended') return undefined;
    this.stopRinging(event.call);
    return ring?.end(event.end);
  }

  private accept(
    { call: id, self, from, transferor }: Extract<Event, { t: 'incoming' }>,
    signals: readonly { from: string; signal: Signal }[],
    options: AcceptCallOptions,
  ): TeamsCall {
    this.usable('accept');
    const call = this.begin('Incoming', from.id, id, self, transferor);
    this.openMedia(call.session, options);
    call.session.accept(from, signals);
    this.stopRinging(id);
    this.enter(call);
    return call;
  }

  private stopRinging(id: string): void {
    this.rings = this.rings.filter((ring) => ring.id !== id);
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
    for (const { session } of this.current) session.finish({ code: 490, subCode: 4502 });
    const rings = this.rings;
    this.rings = [];
    for (const ring of rings) ring.end({ code: 490, subCode: 4502 });
  }
}
