import type { Signal } from '../../wire/protocol.ts';
import { mediaSlots, type MediaSlot } from './mediaSlots.ts';
import { OutgoingMedia } from './outgoingMedia.ts';

/** For each kind of media: a codec that every browser has, and DTMF for audio or retransmission (`rtx`) for video. */
const mimeTypes = {
  audio: ['audio/opus', 'audio/telephone-event'],
  video: ['video/VP8', 'video/rtx'],
} as const;

/**
 * @returns the codecs that this page offers. All codecs of the browser would double the length of descriptions. VP8 is the
 * cheapest video codec to encode for several participants at once.
 */
const findCodecs = (kind: 'audio' | 'video'): RTCRtpCodec[] =>
  (RTCRtpReceiver.getCapabilities(kind)?.codecs ?? []).filter(({ mimeType }) =>
    (mimeTypes[kind] as readonly string[]).includes(mimeType),
  );

/** The time between two attempts to restart ICE while a connection is lost. */
const restartIntervalMs = 3_000;

/** What the mesh (all peer connections of a call) or a bot (simulated participant) gives to a peer connection. */
export interface PeerConnectionHandlers {
  /** Sends a signal to the other side: a session description, an ICE candidate, or a request (`ask`). */
  sendSignal(signal: Signal): void;
  onTrack(slot: MediaSlot, track: MediaStreamTrack): void;
  onStateChanged(state: RTCPeerConnectionState): void;
  /** Called when a description could not be made or applied. */
  onNegotiationFailed(): void;
}

/**
 * One `RTCPeerConnection` and its negotiation. A media slot is one of its transceivers: audio, camera (`video`) or screen.
 *
 * Audio and camera are negotiated once. Later, `replaceTrack` changes what they send. Only an ICE restart and the first
 * shared screen need a new negotiation. One side makes all offers, and the other side asks for one when it needs it. So two
 * offers never collide, and no rollback is needed: after a rollback, Chromium would stop drawing the track.
 */
export class PeerConnection {
  readonly connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  private readonly handlers: PeerConnectionHandlers;
  readonly makesOffers: boolean;
  readonly outgoing: OutgoingMedia;
  private restartTimer: ReturnType<typeof setInterval> | undefined;
  private isMediaLost = false;
  /** Resolves when all signals that have arrived are handled. */
  private handledSignals: Promise<void> = Promise.resolve();

  /** @param makesOffers whether this side makes the offers. Otherwise it answers the other side's offers. */
  constructor(makesOffers: boolean, handlers: PeerConnectionHandlers) {
    this.handlers = handlers;
    this.makesOffers = makesOffers;
    const { connection } = this;
    this.outgoing = new OutgoingMedia(connection, this.reportUnlessClosed);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate) handlers.sendSignal({ candidate: toPlainCandidate(candidate) });
    };
    connection.onconnectionstatechange = () => this.handleStateChange();
    connection.ontrack = ({ transceiver, track }) => {
      const slot = mediaSlots[connection.getTransceivers().indexOf(transceiver)];
      if (slot) handlers.onTrack(slot, track);
    };
    if (!makesOffers) return;
    connection.onnegotiationneeded = this.sendOffer;
    this.addSlot('audio');
    this.addSlot('video');
    // The offer does not wait for `onnegotiationneeded`, which comes only after the app has rendered the new call.
    this.sendOffer();
  }

  get state(): RTCPeerConnectionState {
    return this.isMediaLost ? 'failed' : this.connection.connectionState;
  }

  /** Emulates a dead network, or ends that. A page cannot drop packets. Instead, it sends no media, and `state` is `failed`. */
  setMediaLost(isLost: boolean): void {
    // The call began while the network was dead, so the pages have learnt no address of each other. One side is enough to restart.
    if (!isLost && this.makesOffers && this.connection.connectionState !== 'connected') this.restartIce();
    if (isLost === this.isMediaLost) return;
    this.isMediaLost = isLost;
    this.outgoing.setSuspended('lostMedia', isLost);
    this.handleStateChange();
  }

  /** Sends a track; `null` sends nothing. Resolves when the browser sends it. */
  sendTrack(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void> {
    if (slot === 'screen' && track) this.openScreenSlot();
    return this.outgoing.setTrack(slot, track);
  }

  /** Asks the other side for a key frame, if its video cannot be decoded. The browser would ask only after 3 s. */
  requestKeyFrame(): void {
    this.handlers.sendSignal({ ask: 'picture' });
  }

  /** Handles a signal of the other side, after the signals that have arrived before. */
  receiveSignal(signal: Signal): void {
    this.handledSignals = this.handledSignals.then(() => this.handleSignal(signal)).catch(this.handleFailure);
  }

  /** Restarts ICE, or asks the other side for it. The media slots stay as they are. */
  restartIce(): void {
    if (this.connection.signalingState === 'closed') return;
    if (this.makesOffers) this.connection.restartIce();
    else this.handlers.sendSignal({ ask: 'restart' });
  }

  close(): void {
    clearInterval(this.restartTimer);
    const { connection } = this;
    connection.onnegotiationneeded = connection.onicecandidate = null;
    connection.onconnectionstatechange = connection.ontrack = null;
    connection.close();
    this.outgoing.close();
  }

  private async handleSignal(signal: Signal): Promise<void> {
    const { connection } = this;
    if ('ask' in signal) return this.handleRequest(signal.ask);
    // A candidate that fails is only one path through the network. If no path works, the connection itself fails.
    if ('candidate' in signal) return connection.addIceCandidate(signal.candidate).catch(this.warnInConsole);
    const isOffer = signal.description.type === 'offer';
    // The side that makes the offers ignores offers, and the other side ignores answers.
    if (isOffer === this.makesOffers) return undefined;
    await connection.setRemoteDescription(signal.description);
    if (connection.connectionState !== 'new') this.outgoing.sendKeyFramesOnPathChange();
    if (!isOffer) return undefined;
    // Transceivers that an offer has created only receive until their direction is changed.
    for (const [index, transceiver] of connection.getTransceivers().entries()) {
      const slot = mediaSlots[index];
      if (!slot || transceiver.direction === 'sendrecv') continue;
      transceiver.direction = 'sendrecv';
      void this.outgoing.updateSlot(slot);
    }
    return this.sendLocalDescription();
  }

  private handleRequest(request: Extract<Signal, { ask: unknown }>['ask']): void {
    if (request === 'give-up') this.handlers.onNegotiationFailed();
    else if (request === 'picture') this.outgoing.sendKeyFrames();
    else if (!this.makesOffers) return;
    else if (request === 'restart') this.restartIce();
    else this.openScreenSlot();
  }

  private openScreenSlot(): void {
    if (this.outgoing.findSender('screen') || this.connection.signalingState === 'closed') return;
    if (this.makesOffers) this.addSlot('screen');
    else this.handlers.sendSignal({ ask: 'screen' });
  }

  private addSlot(slot: MediaSlot): void {
    const kind = slot === 'audio' ? 'audio' : 'video';
    const transceiver = this.connection.addTransceiver(kind, { direction: 'sendrecv' });
    transceiver.setCodecPreferences(findCodecs(kind));
  }

  private readonly sendOffer = (): void => void this.sendLocalDescription().catch(this.handleFailure);

  /** Creates an offer or an answer, as the state of the connection requires, and sends it. */
  private async sendLocalDescription(): Promise<void> {
    await this.connection.setLocalDescription();
    const description = this.connection.localDescription;
    if (description?.type !== 'offer' && description?.type !== 'answer') return;
    const { type } = description;
    this.handlers.sendSignal({ description: { type, sdp: withoutUnknownFormats(description.sdp) } });
  }

  private handleStateChange(): void {
    const { state } = this;
    clearInterval(this.restartTimer);
    if (!this.isMediaLost && (state === 'failed' || state === 'disconnected')) {
      if (state === 'failed') this.restartIce();
      this.restartTimer = setInterval(() => this.restartIce(), restartIntervalMs);
    }
    this.handlers.onStateChanged(state);
  }

  private readonly handleFailure = (error: unknown): void => {
    if (this.connection.signalingState === 'closed') return;
    this.warnInConsole(error);
    // Without this request, the other side might wait for an answer that never comes.
    this.handlers.sendSignal({ ask: 'give-up' });
    this.handlers.onNegotiationFailed();
  };

  private readonly warnInConsole = (error: unknown): void => {
    if (this.connection.signalingState === 'closed') return;
    // oxlint-disable-next-line no-console -- the end code of the call cannot carry the browser's error message
    console.warn('WebRTC negotiation:', error);
  };

  private readonly reportUnlessClosed = (error: unknown): void => {
    if (this.connection.signalingState !== 'closed') reportError(error);
  };
}

function toPlainCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate) {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}

/**
 * Removes lines about formats (payload types) that their media section does not list. Firefox writes them for codecs that
 * `setCodecPreferences` has excluded. Chromium would refuse the whole description.
 */
export function withoutUnknownFormats(sdp: string): string {
  /** The formats of the media section to which the current line belongs. */
  let formats: ReadonlySet<string> = new Set();
  const lines = sdp.split('\r\n').filter((line) => {
    // A media section begins with `m=<media> <port> <protocol> <format> <format> …`.
    if (line.startsWith('m=')) formats = new Set(line.split(' ').slice(3));
    const [, format] = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /.exec(line) ?? [];
    return format === undefined || formats.has(format);
  });
  return lines.join('\r\n');
}
