import { mediaSlots, type MediaSlot } from './mediaSlots.ts';
import { SlotSender } from './slotSender.ts';
import { encodingFor } from './videoLimits.ts';

/** `setParameters` with the W3C's second parameter. TypeScript does not know it yet, and some browsers ignore it. */
type SetParameters = (
  parameters: RTCRtpSendParameters,
  options: { encodingOptions: { keyFrame: boolean }[] },
) => Promise<void>;

const videoSlots = ['video', 'screen'] as const;

/** What one peer connection sends in its slots, and how it is encoded. A slot without a sender is left alone. */
export class OutgoingMedia {
  private readonly connection: RTCPeerConnection;
  private readonly failed: (error: unknown) => void;
  private readonly tracks: Partial<Record<MediaSlot, MediaStreamTrack | null>> = {};
  private readonly senders: Record<MediaSlot, SlotSender>;
  private encoded = JSON.stringify(encodingFor([], 0));
  /** Resolves when the pending change of parameters is done: the browser refuses parameters that were read earlier. */
  private parameterChange = Promise.resolve();
  private isLost = false;
  private isPaused = false;
  private isHeld = false;

  /** @param failed is called with the error of every step that fails. */
  constructor(connection: RTCPeerConnection, failed: (error: unknown) => void) {
    this.connection = connection;
    this.failed = failed;
    const senderOf = (slot: MediaSlot) => new SlotSender(() => this.sender(slot), failed);
    this.senders = { audio: senderOf('audio'), video: senderOf('video'), screen: senderOf('screen') };
  }

  sender(slot: MediaSlot): RTCRtpSender | undefined {
    return this.connection.getTransceivers()[mediaSlots.indexOf(slot)]?.sender;
  }

  /** Sends a track in a slot. Resolves when it is sent, or the connection is closed. */
  set(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void> {
    this.tracks[slot] = track;
    return this.apply(slot);
  }

  /** Stops sending, as a dead network would, or resumes. */
  lose(isLost: boolean): void {
    this.isLost = isLost;
    for (const slot of mediaSlots) void this.apply(slot);
  }

  /** The other participant held the call, and gets no media until they resume it. */
  hold(isHeld: boolean): void {
    if (isHeld === this.isHeld) return;
    this.isHeld = isHeld;
    for (const slot of mediaSlots) void this.apply(slot);
    if (!isHeld) this.sendKeyFrames();
  }

  /**
   * Stops video while there is no network, or resumes it. Otherwise the browser would send the old packets once more
   * afterwards, and the other participant would wait for outdated video.
   */
  pauseVideo(isPaused: boolean): void {
    if (isPaused === this.isPaused) return;
    this.isPaused = isPaused;
    for (const slot of videoSlots) void this.apply(slot);
    if (!isPaused) this.sendKeyFrames();
  }

  apply(slot: MediaSlot): Promise<void> {
    const isSuspended = this.isLost || this.isHeld || (this.isPaused && slot !== 'audio');
    return this.senders[slot].set(isSuspended ? null : (this.tracks[slot] ?? null), !this.isLost);
  }

  /** @param settings the encoding of the camera's video. */
  encode(settings: RTCRtpEncodingParameters): void {
    const wanted = JSON.stringify(settings);
    this.inTurn(async () => {
      // Reading the parameters blocks the page, so unchanged settings are skipped.
      if (wanted === this.encoded) return;
      const sender = this.sender('video');
      const parameters = sender?.getParameters();
      const [encoding] = parameters?.encodings ?? [];
      if (!sender || !parameters || !encoding) return;
      this.encoded = wanted;
      delete encoding.maxFramerate;
      delete encoding.maxBitrate;
      Object.assign(encoding, settings);
      await sender.setParameters(parameters);
    });
  }

  /** Sends key frames, because the other participant has missed some frames. */
  sendKeyFrames(): void {
    for (const slot of videoSlots) {
      this.inTurn(async () => {
        const sender = this.sender(slot);
        if (!sender?.track) return;
        const parameters = sender.getParameters();
        const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
        const set: SetParameters = sender.setParameters.bind(sender);
        await set(parameters, { encodingOptions });
      });
    }
  }

  /** Sends key frames now, and whenever another candidate pair is selected: what was on the old path is lost. */
  sendKeyFramesOnPathChange(): void {
    const ice = this.sender('audio')?.transport?.iceTransport;
    if (ice) ice.onselectedcandidatepairchange = () => this.sendKeyFrames();
    this.sendKeyFrames();
  }

  /** @param character the tone in RTP telephone events. */
  sendDtmf(character: string): void {
    const dtmf = this.sender('audio')?.dtmf;
    if (dtmf?.canInsertDTMF) dtmf.insertDTMF(character);
  }

  /** The connection is closed: releases the tracks that were still fading out. */
  close(): void {
    for (const slot of mediaSlots) this.senders[slot].close();
  }

  private inTurn(change: () => Promise<void>): void {
    this.parameterChange = this.parameterChange.then(change).catch(this.failed);
  }
}
