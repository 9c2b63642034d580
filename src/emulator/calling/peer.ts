import type { Signal } from '../protocol.ts';

/** The media sections of a connection, in this order. The last one is added when somebody first shares a screen. */
export const lanes = ['audio', 'video', 'screen'] as const;
export type Lane = (typeof lanes)[number];

/** How long a connection may stay lost before the next ICE restart. */
const restartEvery = 3_000;

export interface PeerHandlers {
  send(signal: Signal): void;
  track(lane: Lane, track: MediaStreamTrack): void;
  state(state: RTCPeerConnectionState): void;
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
  private readonly sending: Partial<Record<Lane, MediaStreamTrack | null>> = {};
  private restarting: ReturnType<typeof setInterval> | undefined;
  private queue: Promise<void> = Promise.resolve();

  /** @param offers whether this side makes the offers; the other one answers. */
  constructor(offers: boolean, handlers: PeerHandlers) {
    this.handlers = handlers;
    this.offers = offers;
    const { connection } = this;
    connection.onicecandidate = ({ candidate }) =>
      candidate && handlers.send({ candidate: plain(candidate) });
    connection.onconnectionstatechange = () => this.changed();
    connection.ontrack = ({ transceiver, track }) => {
      const lane = lanes[connection.getTransceivers().indexOf(transceiver)];
      if (lane) handlers.track(lane, track);
    };
    if (!offers) return;
    connection.onnegotiationneeded = () => void this.describe().catch(this.afterClose);
    connection.addTransceiver('audio', { direction: 'sendrecv' });
    connection.addTransceiver('video', { direction: 'sendrecv' });
  }

  /** What this side sends on a lane from now on; `null` for nothing. */
  send(lane: Lane, track: MediaStreamTrack | null): void {
    this.sending[lane] = track;
    if (lane === 'screen' && track) this.openScreen();
    void this.sender(lane)?.replaceTrack(track).catch(this.afterClose);
  }

  dtmf(character: string): void {
    const dtmf = this.sender('audio')?.dtmf;
    if (dtmf?.canInsertDTMF) dtmf.insertDTMF(character);
  }

  /** Takes in what the other side signalled, one after the other. */
  receive(signal: Signal): void {
    this.queue = this.queue.then(() => this.take(signal)).catch(this.afterClose);
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
  }

  private sender(lane: Lane): RTCRtpSender | undefined {
    return this.connection.getTransceivers()[lanes.indexOf(lane)]?.sender;
  }

  private async take(signal: Signal): Promise<void> {
    const { connection } = this;
    if ('ask' in signal) return this.asked(signal.ask);
    if ('candidate' in signal) return connection.addIceCandidate(signal.candidate);
    // Only the offering side is answered, and only the other one is offered to.
    if ((signal.description.type === 'offer') === this.offers) return undefined;
    await connection.setRemoteDescription(signal.description);
    if (this.offers) return undefined;
    for (const [index, transceiver] of connection.getTransceivers().entries()) {
      const lane = lanes[index];
      if (!lane || transceiver.direction === 'sendrecv') continue;
      transceiver.direction = 'sendrecv';
      void transceiver.sender.replaceTrack(this.sending[lane] ?? null).catch(this.afterClose);
    }
    return this.describe();
  }

  private asked(what: 'restart' | 'screen'): void {
    if (!this.offers) return;
    if (what === 'restart') this.restart();
    else this.openScreen();
  }

  private openScreen(): void {
    if (this.sender('screen') || this.connection.signalingState === 'closed') return;
    if (this.offers) this.connection.addTransceiver('video', { direction: 'sendrecv' });
    else this.handlers.send({ ask: 'screen' });
  }

  private async describe(): Promise<void> {
    await this.connection.setLocalDescription();
    const description = this.connection.localDescription;
    if (description?.type !== 'offer' && description?.type !== 'answer') return;
    this.handlers.send({ description: { type: description.type, sdp: description.sdp } });
  }

  private changed(): void {
    const state = this.connection.connectionState;
    clearInterval(this.restarting);
    if (state === 'failed' || state === 'disconnected') {
      if (state === 'failed') this.restart();
      this.restarting = setInterval(() => this.restart(), restartEvery);
    }
    this.handlers.state(state);
  }

  /** A call that ended while a step was under way is no fault; anything else is one. */
  private readonly afterClose = (error: unknown): void => {
    if (this.connection.signalingState !== 'closed') reportError(error);
  };
}

const plain = ({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate) => ({
  candidate,
  sdpMid,
  sdpMLineIndex,
  usernameFragment,
});
