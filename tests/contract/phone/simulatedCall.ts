import type { CallEndReason, CallState, TeamsCall } from '@azure/communication-calling';
import { createEmitter, type Emitter } from './emitter.ts';
import type { SimulatedService } from './simulatedService.ts';

type Leg = 'None' | 'Connecting' | 'Ringing' | 'Connected' | 'Disconnecting' | 'Disconnected';

/** One call of the simulated SDK: the documented states, and how often each command was carried out. */
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
  private readonly service: SimulatedService;
  readonly on = this.emitter.on;
  readonly off = this.emitter.off;

  constructor(id: string, direction: 'Incoming' | 'Outgoing', service: SimulatedService) {
    this.id = id;
    this.direction = direction;
    this.service = service;
  }

  get state(): CallState {
    if (this.leg !== 'Connected') return this.leg;
    return this.isHeldHere ? 'LocalHold' : this.isHeldThere ? 'RemoteHold' : 'Connected';
  }

  /** Whether anything is heard in either direction. */
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

  /** The other side, or the service: */
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
    // Documented order: the call leaves the agent's list before its own state changes.
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
    this.service.look();
    if (this.state !== before) this.emitter.emit('stateChanged');
  }
}
