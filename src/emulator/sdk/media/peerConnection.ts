import type { Signal } from '../../wire/protocol.ts';
import { codecs } from './codecs.ts';
import { mediaSlots, type MediaSlot } from './mediaSlots.ts';
import { OutgoingMedia } from './outgoingMedia.ts';
import { withoutUnknownFormats } from './sessionDescription.ts';

/** A lost connection restarts ICE at this interval. */
const restartIntervalMs = 3_000;

export interface PeerConnectionHandlers {
  send(signal: Signal): void;
  track(slot: MediaSlot, track: MediaStreamTrack): void;
  state(state: RTCPeerConnectionState): void;
  /** The negotiation failed: a description could not be made or applied. */
  failed(): void;
}

/**
 * The RTCPeerConnection to one participant. Audio and video are negotiated once. What they send changes by
 * `replaceTrack`, so turning a camera on needs no negotiation. Later negotiations (ICE restarts, the slot of the screen)
 * are always offered by the same side, and the other side asks for them. So offers never cross and nothing is rolled
 * back: after a rollback, Chromium stops drawing the track.
 */
export class PeerConnection {
  readonly connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  private readonly handlers: PeerConnectionHandlers;
  private readonly offers: boolean;
  readonly outgoing: OutgoingMedia;
  private restarting: ReturnType<typeof setInterval> | undefined;
  private isLost = false;
  private queue: Promise<void> = Promise.resolve();

  /** @param offers whether this side makes the offers, and the other one the answers. */
  constructor(offers: boolean, handlers: PeerConnectionHandlers) {
    this.handlers = handlers;
    this.offers = offers;
    const { connection } = this;
    this.outgoing = new OutgoingMedia(connection, this.reportUnlessClosed);
    connection.onicecandidate = ({ candidate }) =>
      candidate && handlers.send({ candidate: plain(candidate) });
    connection.onconnectionstatechange = () => this.stateChanged();
    connection.ontrack = ({ transceiver, track }) => {
      const slot = mediaSlots[connection.getTransceivers().indexOf(transceiver)];
      if (slot) handlers.track(slot, track);
    };
    if (!offers) return;
    connection.onnegotiationneeded = this.offer;
    this.addSlot('audio');
    this.addSlot('video');
    // At once: the browser's event would come after the app has rendered the new call.
    this.offer();
  }

  get state(): RTCPeerConnectionState {
    return this.isLost ? 'failed' : this.connection.connectionState;
  }

  /**
   * Emulates a dead network, or ends that. A page cannot stop its packets, so this side sends none and says it has
   * failed.
   */
  lose(isLost: boolean): void {
    if (isLost === this.isLost) return;
    this.isLost = isLost;
    this.outgoing.lose(isLost);
    this.stateChanged();
  }

  /**
   * Resolves when the slot sends the track.
   * @param track the track to send; `null` for none.
   */
  send(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void> {
    if (slot === 'screen' && track) this.openScreenSlot();
    return this.outgoing.set(slot, track);
  }

  /** Asks for a key frame, because the video that arrives cannot be decoded. The browser itself waits three seconds. */
  requestKeyFrame(): void {
    this.handlers.send({ ask: 'picture' });
  }

  /** Handles the signals of the other side, one after the other. */
  receive(signal: Signal): void {
    this.queue = this.queue.then(() => this.handle(signal)).catch(this.fail);
  }

  /** Restarts ICE. The media slots stay as they are. */
  restart(): void {
    if (this.connection.signalingState === 'closed') return;
    if (this.offers) this.connection.restartIce();
    else this.handlers.send({ ask: 'restart' });
  }

  close(): void {
    clearInterval(this.restarting);
    const { connection } = this;
    connection.onnegotiationneeded = connection.onicecandidate = null;
    connection.onconnectionstatechange = connection.ontrack = null;
    connection.close();
    this.outgoing.close();
  }

  private async handle(signal: Signal): Promise<void> {
    const { connection } = this;
    if ('ask' in signal) return this.handleRequest(signal.ask);
    // A candidate that fails is one path less. When no path is left, the connection itself fails.
    if ('candidate' in signal) return connection.addIceCandidate(signal.candidate).catch(this.warn);
    // The side that offers takes answers only, and the other side takes offers only.
    if ((signal.description.type === 'offer') === this.offers) return undefined;
    await connection.setRemoteDescription(signal.description);
    if (connection.connectionState !== 'new') this.outgoing.sendKeyFramesOnPathChange();
    if (this.offers) return undefined;
    for (const [index, transceiver] of connection.getTransceivers().entries()) {
      const slot = mediaSlots[index];
      if (!slot || transceiver.direction === 'sendrecv') continue;
      transceiver.direction = 'sendrecv';
      void this.outgoing.apply(slot);
    }
    return this.describe();
  }

  private handleRequest(request: Extract<Signal, { ask: unknown }>['ask']): void {
    if (request === 'give-up') this.handlers.failed();
    else if (request === 'picture') this.outgoing.sendKeyFrames();
    else if (!this.offers) return;
    else if (request === 'restart') this.restart();
    else this.openScreenSlot();
  }

  private openScreenSlot(): void {
    if (this.outgoing.sender('screen') || this.connection.signalingState === 'closed') return;
    if (this.offers) this.addSlot('screen');
    else this.handlers.send({ ask: 'screen' });
  }

  private addSlot(slot: MediaSlot): void {
    const kind = slot === 'audio' ? 'audio' : 'video';
    const transceiver = this.connection.addTransceiver(kind, { direction: 'sendrecv' });
    transceiver.setCodecPreferences(codecs(kind));
  }

  private readonly offer = (): void => void this.describe().catch(this.fail);

  private async describe(): Promise<void> {
    await this.connection.setLocalDescription();
    const description = this.connection.localDescription;
    if (description?.type !== 'offer' && description?.type !== 'answer') return;
    const { type } = description;
    this.handlers.send({ description: { type, sdp: withoutUnknownFormats(description.sdp) } });
  }

  private stateChanged(): void {
    const { state } = this;
    clearInterval(this.restarting);
    if (!this.isLost && (state === 'failed' || state === 'disconnected')) {
      if (state === 'failed') this.restart();
      this.restarting = setInterval(() => this.restart(), restartIntervalMs);
    }
    this.handlers.state(state);
  }

  private readonly fail = (error: unknown): void => {
    if (this.connection.signalingState === 'closed') return;
    this.warn(error);
    // Otherwise the other side might wait for an answer that never comes.
    this.handlers.send({ ask: 'give-up' });
    this.handlers.failed();
  };

  private readonly warn = (error: unknown): void => {
    if (this.connection.signalingState === 'closed') return;
    // oxlint-disable-next-line no-console -- the end code cannot carry the browser's own words
    console.warn('WebRTC negotiation:', error);
  };

  /** A step that fails because the call has ended meanwhile is not an error. */
  private readonly reportUnlessClosed = (error: unknown): void => {
    if (this.connection.signalingState !== 'closed') reportError(error);
  };
}

function plain({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate) {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
