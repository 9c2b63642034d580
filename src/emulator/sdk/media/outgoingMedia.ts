import { mediaSlots, type MediaSlot } from './mediaSlots.ts';
import { SlotSender } from './slotSender.ts';
import { computeEncoding } from './videoLimits.ts';

const videoSlots = ['video', 'screen'] as const;

/**
 * Why nothing is sent. `lostMedia`: a test has ended the network. `remoteHold`: the receiver holds the call. `noNetwork`: the
 * browser has no network; then only video stops, of which the browser would later resend outdated packets.
 */
type Suspension = 'lostMedia' | 'remoteHold' | 'noNetwork';

/** What one peer connection sends in its media slots (audio, camera, shared screen), and how the video is encoded. */
export class OutgoingMedia {
  private readonly connection: RTCPeerConnection;
  private readonly onError: (error: unknown) => void;
  private readonly tracks: Partial<Record<MediaSlot, MediaStreamTrack | null>> = {};
  private readonly slotSenders: Record<MediaSlot, SlotSender>;
  /** The encoding that was set last, as JSON. At first, it has no limits. */
  private presentEncoding = JSON.stringify(computeEncoding([], 0));
  /** Resolves after the last queued change. The browser refuses parameters that were read before another change. */
  private parameterChanges = Promise.resolve();
  private readonly suspensions = new Set<Suspension>();

  constructor(connection: RTCPeerConnection, onError: (error: unknown) => void) {
    this.connection = connection;
    this.onError = onError;
    const senderOf = (slot: MediaSlot) => new SlotSender(() => this.findSender(slot), onError);
    this.slotSenders = { audio: senderOf('audio'), video: senderOf('video'), screen: senderOf('screen') };
  }

  /** @returns the sender of a slot; `undefined` while the slot has no transceiver. */
  findSender(slot: MediaSlot): RTCRtpSender | undefined {
    return this.connection.getTransceivers()[mediaSlots.indexOf(slot)]?.sender;
  }

  /** Sends a track; `null` sends nothing. Resolves when the browser sends it, or the connection is closed. */
  setTrack(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void> {
    this.tracks[slot] = track;
    return this.updateSlot(slot);
  }

  setSuspended(reason: Suspension, isSuspended: boolean): void {
    if (isSuspended === this.suspensions.has(reason)) return;
    if (isSuspended) this.suspensions.add(reason);
    else this.suspensions.delete(reason);
    for (const slot of reason === 'noNetwork' ? videoSlots : mediaSlots) void this.updateSlot(slot);
    if (!isSuspended && reason !== 'lostMedia') this.sendKeyFrames();
  }

  /** Makes a slot's sender send the slot's track; nothing while sending is suspended. Also called for a new sender. */
  updateSlot(slot: MediaSlot): Promise<void> {
    const isMediaLost = this.suspensions.has('lostMedia');
    const isPausedVideo = this.suspensions.has('noNetwork') && slot !== 'audio';
    const isSuspended = isMediaLost || this.suspensions.has('remoteHold') || isPausedVideo;
    const track = isSuspended ? null : (this.tracks[slot] ?? null);
    // Audio normally ends with a moment of silence, but with a dead network it just stops.
    return this.slotSenders[slot].setTrack(track, { endsInSilence: !isMediaLost });
  }

  /** Sets how the camera's video is encoded. */
  setEncoding(settings: RTCRtpEncodingParameters): void {
    const newEncoding = JSON.stringify(settings);
    this.queueParameterChange(async () => {
      // Reading the parameters blocks the page, so unchanged settings are skipped.
      if (newEncoding === this.presentEncoding) return;
      const sender = this.findSender('video');
      if (!sender?.getParameters().encodings.length) return;
      this.presentEncoding = newEncoding;
      await changeParameters(sender, ({ encodings: [encoding] }) => {
        // `settings` leaves out a limit that does not apply any more.
        delete encoding?.maxFramerate;
        delete encoding?.maxBitrate;
        Object.assign(encoding ?? {}, settings);
      });
    });
  }

  /** Sends key frames, from which a receiver who has missed frames can go on decoding. */
  sendKeyFrames(): void {
    for (const slot of videoSlots) {
      this.queueParameterChange(async () => {
        const sender = this.findSender(slot);
        if (!sender?.track) return;
        await changeParameters(sender, ({ encodings }) => ({
          encodingOptions: encodings.map(() => ({ keyFrame: true })),
        }));
      });
    }
  }

  /** Sends key frames now, and whenever the path (the ICE candidate pair) changes: packets on the old path are lost. */
  sendKeyFramesOnPathChange(): void {
    const iceTransport = this.findSender('audio')?.transport?.iceTransport;
    if (iceTransport) iceTransport.onselectedcandidatepairchange = () => this.sendKeyFrames();
    this.sendKeyFrames();
  }

  sendDtmf(character: string): void {
    const dtmf = this.findSender('audio')?.dtmf;
    if (dtmf?.canInsertDTMF) dtmf.insertDTMF(character);
  }

  /** Called when the connection is closed: releases silent tracks. */
  close(): void {
    for (const slot of mediaSlots) this.slotSenders[slot].close();
  }

  private queueParameterChange(change: () => Promise<void>): void {
    this.parameterChanges = this.parameterChanges.then(change).catch(this.onError);
  }
}

/** `RTCRtpSender.setParameters` with options of a W3C extension to WebRTC, which TypeScript does not know yet. */
type SetParameters = (
  parameters: RTCRtpSendParameters,
  options?: { encodingOptions: { keyFrame: boolean }[] },
) => Promise<void>;

const maxAttempts = 3;

const isOutdated = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'InvalidModificationError';

/**
 * Reads, changes and sets a sender's parameters. If a negotiation has changed them meanwhile, the browser refuses them as
 * outdated. Then this function tries again.
 * @param change changes the parameters in place, and may return options for `setParameters`.
 * @throws what `setParameters` throws.
 * @see https://www.w3.org/TR/webrtc/#dom-rtcrtpsender-setparameters
 */
export async function changeParameters(
  sender: RTCRtpSender,
  change: (parameters: RTCRtpSendParameters) => Parameters<SetParameters>[1] | void,
): Promise<void> {
  const setParameters: SetParameters = sender.setParameters.bind(sender);
  for (let attempt = 1; ; attempt += 1) {
    const parameters = sender.getParameters();
    const options = change(parameters);
    try {
      return await (options ? setParameters(parameters, options) : setParameters(parameters));
    } catch (error) {
      if (!isOutdated(error) || attempt === maxAttempts) throw error;
    }
  }
}
