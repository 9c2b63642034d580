import type { Signal } from '../../wire/protocol.ts';
import { codecs } from './codecs.ts';
import { withoutUnknownFormats } from './sessionDescription.ts';
import { lanes, type Lane } from './mediaSlots.ts';
import { Sending } from './outgoingMedia.ts';

/** How long a connection may stay lost before the next ICE restart. */
const restartEvery = 3_000;

export interface PeerHandlers {
  send(signal: Signal): void;
  track(lane: Lane, track: MediaStreamTrack): void;
  state(state: RTCPeerConnectionState): void;
  /** The two sides cannot agree: a description could not be made or applied. */
  failed(): void;
}

/**
 * One RTCPeerConnection to one participant. Sound and camera are negotiated at once and stay; what is sent on them
 * changes by `replaceTrack`, so turning a camera on costs no negotiation and cannot collide with the other side's.
 * What is left to negotiate later (ICE restarts, the screen's lane) one side offers and the other asks for: two offers
 * never cross, and nothing is ever rolled back (Chromium stops drawing a track whose description was).
 */
export class Peer {
  readonly connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle' });
  private readonly handlers: PeerHandlers;
  private readonly offers: boolean;
  readonly sending: Sending;
  private restarting: ReturnType<typeof setInterval> | undefined;
  private lost = false;
  private queue: Promise<void> = Promise.resolve();

  /** @param offers whether this side makes the offers; the other one answers. */
  constructor(offers: boolean, handlers: PeerHandlers) {
    this.handlers = handlers;
    this.offers = offers;
    const { connection } = this;
    this.sending = new Sending(connection, this.afterClose);
    connection.onicecandidate = ({ candidate }) =>
      candidate && handlers.send({ candidate: plain(candidate) });
    connection.onconnectionstatechange = () => this.changed();
    connection.ontrack = ({ transceiver, track }) => {
      const lane = lanes[connection.getTransceivers().indexOf(transceiver)];
      if (lane) handlers.track(lane, track);
    };
    if (!offers) return;
    connection.onnegotiationneeded = this.offer;
    this.addLane('audio');
    this.addLane('video');
    // Not when the browser says so: that comes after whatever the app draws of a call that begins.
    this.offer();
  }

  get state(): RTCPeerConnectionState {
    return this.lost ? 'failed' : this.connection.connectionState;
  }

  /** Media gets lost from now on, or no more. Nothing in a page stops its packets: this side says so, and sends none. */
  lose(lost: boolean): void {
    if (lost === this.lost) return;
    this.lost = lost;
    this.sending.lose(lost);
    this.changed();
  }

  /**
   * @param track what this side sends on a lane from now on; `null` for nothing.
   * @returns when the lane sends this.
   */
  send(lane: Lane, track: MediaStreamTrack | null): Promise<void> {
    if (lane === 'screen' && track) this.openScreen();
    return this.sending.set(lane, track);
  }

  /** What arrives cannot be drawn: asks for whole pictures. By itself, the browser does so after three seconds. */
  askForPicture(): void {
    this.handlers.send({ ask: 'picture' });
  }

  /** Takes in what the other side signalled, one after the other. */
  receive(signal: Signal): void {
    this.queue = this.queue.then(() => this.take(signal)).catch(this.fail);
  }

  /** Looks for another way through the network; the media sections stay as they are. */
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
    this.sending.close();
  }

  private async take(signal: Signal): Promise<void> {
    const { connection } = this;
    if ('ask' in signal) return this.asked(signal.ask);
    // Without a candidate there is one way less to try; when no way is left, the connection itself says so.
    if ('candidate' in signal) return connection.addIceCandidate(signal.candidate).catch(this.warn);
    // Only the offering side is answered, and only the other one is offered to.
    if ((signal.description.type === 'offer') === this.offers) return undefined;
    await connection.setRemoteDescription(signal.description);
    if (connection.connectionState !== 'new') this.sending.showAgainElsewhere();
    if (this.offers) return undefined;
    for (const [index, transceiver] of connection.getTransceivers().entries()) {
      const lane = lanes[index];
      if (!lane || transceiver.direction === 'sendrecv') continue;
      transceiver.direction = 'sendrecv';
      void this.sending.apply(lane);
    }
    return this.describe();
  }

  private asked(what: Extract<Signal, { ask: unknown }>['ask']): void {
    if (what === 'give-up') this.handlers.failed();
    else if (what === 'picture') this.sending.showAgain();
    else if (!this.offers) return;
    else if (what === 'restart') this.restart();
    else this.openScreen();
  }

  private openScreen(): void {
    if (this.sending.sender('screen') || this.connection.signalingState === 'closed') return;
    if (this.offers) this.addLane('screen');
    else this.handlers.send({ ask: 'screen' });
  }

  private addLane(lane: Lane): void {
    const kind = lane === 'audio' ? 'audio' : 'video';
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

  private changed(): void {
    const { state } = this;
    clearInterval(this.restarting);
    if (!this.lost && (state === 'failed' || state === 'disconnected')) {
      if (state === 'failed') this.restart();
      this.restarting = setInterval(() => this.restart(), restartEvery);
    }
    this.handlers.state(state);
  }

  private readonly fail = (error: unknown): void => {
    if (this.connection.signalingState === 'closed') return;
    this.warn(error);
    // The other side may wait for an answer that never comes.
    this.handlers.send({ ask: 'give-up' });
    this.handlers.failed();
  };

  private readonly warn = (error: unknown): void => {
    if (this.connection.signalingState === 'closed') return;
    // oxlint-disable-next-line no-console -- the end code cannot carry the browser's own words
    console.warn('WebRTC negotiation:', error);
  };

  /** A call that ended while a step was under way is no fault; anything else is one. */
  private readonly afterClose = (error: unknown): void => {
    if (this.connection.signalingState !== 'closed') reportError(error);
  };
}

function plain({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate) {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
