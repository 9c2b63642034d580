import type { NetworkDiagnosticType, DiagnosticQuality as Quality } from '@azure/communication-calling';
import { mediaNeverConnected, mediaNotRestored, networkLost } from '../../wire/endCodes.ts';
import { networkFlagNames, networkQualityNames } from '../../wire/diagnosticNames.ts';
import type { EndCode } from '../../wire/protocol.ts';
import type { Mesh } from '../media/mesh.ts';
import { Diagnostics } from './diagnostics.ts';
import { CounterDeltas, statsOf, type Measurement } from './measurement.ts';
import { DiagnosticQuality } from '../base/enums.ts';

/** After both sides have agreed on a call, its first media must get through within this time. */
const mediaTimeoutMs = 30_000;
/** Microsoft documents that reconnecting may take up to 120 seconds. */
const reconnectTimeoutMs = 120_000;
/** A shorter loss of the connection to the signalling server changes no diagnostic. */
const serviceGraceMs = 500;

/** When the negotiation of a call's media has failed: before media has flowed (`mediaRefused`), or later (`mediaLost`). */
export type MediaFailure = 'mediaRefused' | 'mediaLost';

/** What the call's session gives to the call's connectivity. */
interface ConnectivityHandlers {
  /** Called when media begins to flow to a participant, for the first time or again. */
  onConnected(participantId: string): void;
  /** Called when the call has to end: the first media is late, or media or signalling has stopped for too long. */
  onTimeout(endCode: EndCode): void;
  /** Called when the negotiation with a participant has failed, and media flows to no other participant. */
  onNegotiationFailed(failure: MediaFailure): void;
}

/**
 * Watches whether the media of a call gets through. As in the SDK, a call whose connection is lost stays Connected, and
 * the diagnostic `networkReconnect` is Poor or Bad until the connection is back.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/user-facing-diagnostics
 */
export class Connectivity {
  readonly diagnostics = new Diagnostics<NetworkDiagnosticType>([
    ...networkQualityNames,
    ...networkFlagNames,
  ]);
  /** The ids of the participants to whom media has flowed, even if their connection is lost at the moment. */
  private readonly connectedIds = new Set<string>();
  private readonly mesh: Pick<Mesh, 'peers' | 'pauseVideo' | 'restartIce'>;
  private readonly handlers: ConnectivityHandlers;
  private mediaTimeout: ReturnType<typeof setTimeout> | undefined;
  private reconnectTimeout: ReturnType<typeof setTimeout> | undefined;
  /** Whether the browser has lost its network during the call. A call that begins offline has all its tabs on one machine. */
  private isOffline = false;
  private isServiceLost = false;
  private serviceTimeout: ReturnType<typeof setTimeout> | undefined;
  private serviceGraceTimer: ReturnType<typeof setTimeout> | undefined;
  /** Counts the packets that arrive while video is paused; `undefined` while it is not paused. */
  private arrivedPackets: CounterDeltas | undefined;

  constructor(mesh: Pick<Mesh, 'peers' | 'pauseVideo' | 'restartIce'>, handlers: ConnectivityHandlers) {
    this.mesh = mesh;
    this.handlers = handlers;
    addEventListener('offline', this.handleOffline);
    addEventListener('online', this.handleOnline);
  }

  /** Called when both sides have agreed on the call. */
  expectMedia(): void {
    if (this.connectedIds.size > 0) return;
    this.mediaTimeout ??= setTimeout(() => this.handlers.onTimeout(mediaNeverConnected), mediaTimeoutMs);
  }

  isConnected(participantId: string): boolean {
    return this.connectedIds.has(participantId);
  }

  /** Called when a participant has left, or gets a new peer connection. */
  forget(participantId: string): void {
    if (this.connectedIds.delete(participantId)) this.updateReconnect();
  }

  /** Called with the new state of the peer connection to a participant. */
  update(participantId: string, state: RTCPeerConnectionState): void {
    if (state === 'connected') {
      this.connectedIds.add(participantId);
      clearTimeout(this.mediaTimeout);
      clearTimeout(this.reconnectTimeout);
      this.reconnectTimeout = undefined;
      this.handlers.onConnected(participantId);
    }
    this.updateReconnect();
    const states = this.readPeerStates();
    // All media is lost. The time-out does not wait for the state `failed`, which comes only half a minute later.
    if (states.length === 0 || states.includes('connected')) return;
    this.reconnectTimeout ??= setTimeout(() => this.handlers.onTimeout(mediaNotRestored), reconnectTimeoutMs);
  }

  /** Called when the negotiation with a participant has failed. A call with media to other participants continues. */
  handleFailedNegotiation(participantId: string): void {
    const hasOtherMedia = [...this.connectedIds].some((connectedId) => connectedId !== participantId);
    const failure = this.isConnected(participantId) ? 'mediaLost' : 'mediaRefused';
    if (!hasOtherMedia) return this.handlers.onNegotiationFailed(failure);
    this.mesh.peers.get(participantId)?.close();
    this.forget(participantId);
  }

  setServiceConnected(isConnected: boolean): void {
    clearTimeout(this.serviceGraceTimer);
    const applyChange = () => {
      this.isServiceLost = !isConnected;
      this.updateReconnect();
    };
    if (isConnected) {
      clearTimeout(this.serviceTimeout);
      this.serviceTimeout = undefined;
      return applyChange();
    }
    this.serviceGraceTimer = setTimeout(applyChange, serviceGraceMs);
    // After the same time, the server ends the call for the other participants.
    this.serviceTimeout ??= setTimeout(() => this.handlers.onTimeout(networkLost), reconnectTimeoutMs);
  }

  /** Resumes paused video if packets arrive even without a network, because all tabs of the call are on one machine. */
  resumeVideoIfReceiving(measurement: Measurement): void {
    const { arrivedPackets } = this;
    if (!arrivedPackets) return;
    const newPacketCounts = [...statsOf(measurement, 'transport')].map(([participantId, stat]) =>
      arrivedPackets.recordGrowth(participantId + stat.id, stat.packetsReceived),
    );
    if (newPacketCounts.some((count) => count > 0)) this.resumeVideo();
  }

  close(): void {
    clearTimeout(this.mediaTimeout);
    clearTimeout(this.reconnectTimeout);
    clearTimeout(this.serviceGraceTimer);
    clearTimeout(this.serviceTimeout);
    removeEventListener('offline', this.handleOffline);
    removeEventListener('online', this.handleOnline);
    this.diagnostics.removeAllListeners();
  }

  /** @returns the states of the peer connections through which media has flowed. */
  private readPeerStates(): RTCPeerConnectionState[] {
    return [...this.mesh.peers].flatMap(([participantId, { state }]) =>
      this.connectedIds.has(participantId) ? [state] : [],
    );
  }

  private updateReconnect(): void {
    this.diagnostics.set('networkReconnect', this.gradeReconnect());
  }

  /**
   * Microsoft: "Bad when network is disconnected and unable to reconnect. Poor when media transport connectivity is lost.
   * Good when new session is connected."
   */
  private gradeReconnect(): Quality {
    const states = this.readPeerStates();
    if (this.isOffline) return DiagnosticQuality.Bad;
    if (states.every((state) => state === 'connected')) {
      // Azure relays media, which would be lost with the service. So this is Poor, although media flows directly here.
      return this.isServiceLost ? DiagnosticQuality.Poor : DiagnosticQuality.Good;
    }
    return states.every((state) => state === 'failed') ? DiagnosticQuality.Bad : DiagnosticQuality.Poor;
  }

  private resumeVideo(): void {
    this.arrivedPackets = undefined;
    this.mesh.pauseVideo(false);
  }

  private readonly handleOffline = (): void => {
    this.isOffline = true;
    this.diagnostics.set('noNetwork', true);
    this.updateReconnect();
    this.arrivedPackets = new CounterDeltas();
    this.mesh.pauseVideo(true);
  };

  private readonly handleOnline = (): void => {
    this.isOffline = false;
    this.diagnostics.set('noNetwork', false);
    this.updateReconnect();
    this.resumeVideo();
    // If the machine has a new address, ICE has to restart. If not, a restart costs little.
    this.mesh.restartIce();
  };
}
