import type { NetworkDiagnosticType } from '@azure/communication-calling';
import type { EndCode } from '../../wire/protocol.ts';
import type { Mesh } from '../media/mesh.ts';
import { Diagnostics } from './diagnostics.ts';
import { networkReconnect } from './networkReconnect.ts';
import { CounterDeltas } from './readings.ts';
import { statsOf, type Measurement } from './stats.ts';

/** After both sides have agreed on a call, its first media must get through within this time. */
const mediaTimeoutMs = 30_000;
/** Reconnecting may take up to 120 seconds, as documented. */
const reconnectTimeoutMs = 120_000;
/** A connection to the service that is back within this time does not become a diagnostic. */
const serviceGraceMs = 500;

/** Why the negotiation of a call's media failed: before media has flowed, or after. */
type MediaFailure = 'mediaRefused' | 'mediaLost';

export interface ConnectivityHandlers {
  /** Media flows to a participant, for the first time or again. */
  connected(participant: string): void;
  /** No media arrived within the limit, or it stopped for longer than the limit. */
  giveUp(end: EndCode): void;
  /** The negotiation failed. */
  disagree(because: MediaFailure): void;
}

/**
 * Whether the media of a call gets through. As in the SDK, a lost connection leaves the call Connected, and the
 * diagnostic `networkReconnect` is Poor or Bad until it is back.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class Connectivity {
  readonly diagnostics = new Diagnostics<NetworkDiagnosticType>();
  /** The participants to whom media has flowed. */
  private readonly reached = new Set<string>();
  private readonly mesh: Pick<Mesh, 'peers' | 'pauseVideo' | 'restart'>;
  private readonly handlers: ConnectivityHandlers;
  private mediaTimeout: ReturnType<typeof setTimeout> | undefined;
  private reconnectTimeout: ReturnType<typeof setTimeout> | undefined;
  /** Whether the network went away since the call began. A machine that never had one can still call itself. */
  private isOffline = false;
  private isServiceLost = false;
  private serviceGrace: ReturnType<typeof setTimeout> | undefined;
  /** Counts what arrives while video is paused. */
  private arrivals: CounterDeltas | undefined;

  constructor(mesh: Pick<Mesh, 'peers' | 'pauseVideo' | 'restart'>, handlers: ConnectivityHandlers) {
    this.mesh = mesh;
    this.handlers = handlers;
    addEventListener('offline', this.offline);
    addEventListener('online', this.online);
  }

  /** Both sides have agreed on the call: starts the time-out for the first media. */
  expectMedia(): void {
    if (this.reached.size > 0) return;
    this.mediaTimeout ??= setTimeout(
      () => this.handlers.giveUp({ code: 410, subCode: 301004 }),
      mediaTimeoutMs,
    );
  }

  /** @returns whether media has flowed to a participant. */
  isConnected(participant: string): boolean {
    return this.reached.has(participant);
  }

  forget(participant: string): void {
    if (this.reached.delete(participant)) this.updateReconnect();
  }

  /** The peer connection to a participant has a new state. */
  update(participant: string, state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      this.reached.add(participant);
      clearTimeout(this.mediaTimeout);
      clearTimeout(this.reconnectTimeout);
      this.reconnectTimeout = undefined;
      this.handlers.connected(participant);
    }
    this.updateReconnect();
    const states = this.states();
    // The time-out starts with the loss: the browser says "failed" only half a minute later.
    if (states.length > 0 && !states.includes('connected')) {
      this.reconnectTimeout ??= setTimeout(
        () => this.handlers.giveUp({ code: 410, subCode: 3101 }),
        reconnectTimeoutMs,
      );
    }
  }

  /** The negotiation with a participant failed. A call that has media with others goes on without this one. */
  refuse(participant: string): void {
    if ([...this.reached].some((other) => other !== participant)) {
      this.mesh.peers.get(participant)?.close();
      this.forget(participant);
      return;
    }
    this.handlers.disagree(this.isConnected(participant) ? 'mediaLost' : 'mediaRefused');
  }

  /** The connection to the service was lost, or is back. */
  setServiceConnected(isConnected: boolean): void {
    clearTimeout(this.serviceGrace);
    const apply = () => {
      this.isServiceLost = !isConnected;
      this.updateReconnect();
    };
    if (isConnected) apply();
    else this.serviceGrace = setTimeout(apply, serviceGraceMs);
  }

  /** Resumes video when packets arrive without a network: the participants are on the same machine. */
  resumeIfReceiving(measurement: Measurement): void {
    const { arrivals } = this;
    if (!arrivals) return;
    const arrived = [...statsOf(measurement, 'transport')].map(([participant, stat]) =>
      arrivals.of(participant + stat.id, stat.packetsReceived),
    );
    if (arrived.some((packets) => packets > 0)) this.resumeVideo();
  }

  close(): void {
    clearTimeout(this.mediaTimeout);
    clearTimeout(this.reconnectTimeout);
    clearTimeout(this.serviceGrace);
    removeEventListener('offline', this.offline);
    removeEventListener('online', this.online);
    this.diagnostics.clear();
  }

  private states(): RTCPeerConnectionState[] {
    const reached = [...this.mesh.peers].filter(([participant]) => this.reached.has(participant));
    return reached.map(([, { state }]) => state);
  }

  private updateReconnect(): void {
    const { isOffline, isServiceLost } = this;
    this.diagnostics.set('networkReconnect', networkReconnect(this.states(), { isOffline, isServiceLost }));
  }

  private resumeVideo(): void {
    this.arrivals = undefined;
    this.mesh.pauseVideo(false);
  }

  private readonly offline = (): void => {
    this.isOffline = true;
    this.diagnostics.set('noNetwork', true);
    this.updateReconnect();
    this.arrivals = new CounterDeltas();
    this.mesh.pauseVideo(true);
  };

  private readonly online = (): void => {
    this.isOffline = false;
    this.diagnostics.set('noNetwork', false);
    this.updateReconnect();
    this.resumeVideo();
    // The address may have changed. An ICE restart finds out, and costs little if it has not.
    this.mesh.restart();
  };
}
