import type { CallEndReason, CallState, TeamsCall } from '@azure/communication-calling';
import { createEmitter, type Emitter } from './emitter.ts';

type Leg = 'None' | 'Connecting' | 'Ringing' | 'Connected' | 'Disconnecting' | 'Disconnected';

/** What a simulated call or incoming call asks of the service that it belongs to. */
export interface CallOwner {
  /** Waits as long as the test's scheduler decides. */
  delay(this: void): Promise<void>;
  /** @throws when the test asked for the next command of this kind to be refused. */
  failIfAsked(command: 'hold' | 'resume' | 'accept'): void;
  refusal(code: number, subCode: number): Error;
  /** Is called at every change. */
  check(): void;
  add(direction: 'Incoming' | 'Outgoing', id?: string): SimulatedCall;
  remove(call: SimulatedCall): void;
}

/** One call of the simulated SDK, with the documented states. */
export class SimulatedCall {
  readonly id: string;
  readonly direction: 'Incoming' | 'Outgoing';
  readonly callerInfo: { identifier?: object } = {};
  readonly info = {};
  readonly remoteParticipants = [];
  readonly localVideoStreams = [];
  callEndReason: CallEndReason | undefined;
  isMuted = false;
  isIncomingAudioMuted = false;
  transfer: { state: string; emitter: Emitter } | null = null;
  private leg: Leg = 'None';
  private isHeldHere = false;
  private isHeldThere = false;
  private readonly emitter = createEmitter();
  private readonly service: CallOwner;
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;

  constructor(id: string, direction: 'Incoming' | 'Outgoing', service: CallOwner) {
    this.id = id;
    this.direction = direction;
    this.service = service;
  }

  get state(): CallState {
    if (this.leg !== 'Connected') return this.leg;
    return this.isHeldHere ? 'LocalHold' : this.isHeldThere ? 'RemoteHold' : 'Connected';
  }

  /** Whether sound is heard in either direction. */
  get isAudible(): boolean {
    return this.state === 'Connected' && !(this.isMuted && this.isIncomingAudioMuted);
  }

  readonly feature = () => ({
    network: { getLatest: () => ({}), on: () => {}, off: () => {} },
    media: { getLatest: () => ({}), on: () => {}, off: () => {} },
    on: () => {},
    off: () => {},
    capabilities: {},
    transfer: () => this.beginTransfer(),
  });

  async hold(): Promise<void> {
    await this.service.delay();
    this.service.failIfAsked('hold');
    this.needs('Connected');
    this.change(() => (this.isHeldHere = true));
    await this.service.delay();
  }

  async resume(): Promise<void> {
    await this.service.delay();
    this.service.failIfAsked('resume');
    this.needs('Connected');
    this.change(() => (this.isHeldHere = false));
    await this.service.delay();
  }

  async mute(): Promise<void> {
    this.change(() => (this.isMuted = true));
    await this.service.delay();
  }

  async unmute(): Promise<void> {
    await this.service.delay();
    this.change(() => (this.isMuted = false));
  }

  async muteIncomingAudio(): Promise<void> {
    this.change(() => (this.isIncomingAudioMuted = true));
    await this.service.delay();
  }

  async unmuteIncomingAudio(): Promise<void> {
    await this.service.delay();
    this.change(() => (this.isIncomingAudioMuted = false));
  }

  async hangUp(): Promise<void> {
    if (this.isOver) return;
    this.become('Disconnecting');
    await this.service.delay();
    this.end({ code: 0, subCode: 0 });
  }

  get isOver(): boolean {
    return this.leg === 'Disconnecting' || this.leg === 'Disconnected';
  }

  /** Called by the test for the other side, or for the service. */
  become(leg: Leg): void {
    if (this.leg === 'Disconnected') return;
    this.change(() => (this.leg = leg));
  }

  setHeldThere(isHeld: boolean): void {
    this.change(() => (this.isHeldThere = isHeld));
  }

  end(reason: CallEndReason): void {
    if (this.leg === 'Disconnected') return;
    this.callEndReason = reason;
    // As documented, the call leaves the agent's list before its own state changes.
    this.service.remove(this);
    this.become('Disconnected');
  }

  settleTransfer(state: 'Transferred' | 'Failed'): void {
    const { transfer } = this;
    if (transfer?.state !== 'Transferring') return;
    transfer.state = state;
    transfer.emitter.emit('stateChanged');
    if (state === 'Transferred') this.end({ code: 0, subCode: 0 });
  }

  asTeamsCall(): TeamsCall {
    return this as unknown as TeamsCall;
  }

  private beginTransfer() {
    const transfer = { state: 'Transferring', emitter: createEmitter() };
    this.transfer = transfer;
    return {
      get state() {
        return transfer.state;
      },
      error: { code: 603, subCode: 0 },
      on: transfer.emitter.on,
      off: transfer.emitter.off,
    };
  }

  private needs(leg: Leg): void {
    if (this.leg !== leg) throw this.service.refusal(500, 41033);
  }

  private change(apply: () => void): void {
    const before = this.state;
    apply();
    this.service.check();
    if (this.state !== before) this.emitter.emit('stateChanged');
  }
}
