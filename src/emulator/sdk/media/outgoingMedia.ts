import { mediaSlots, type MediaSlot } from './mediaSlots.ts';
import { SlotSender } from './slotSender.ts';
import { computeEncoding } from './videoLimits.ts';

const videoSlots = ['video', 'screen'] as const;

/**
 * Why nothing is sent. `lostMedia`: the emulated network is dead. `remoteHold`: the remote participant holds the call.
 * `noNetwork`: the browser has no network. This suspends only video, of which the browser would later resend outdated packets.
 */
type Suspension = 'lostMedia' | 'remoteHold' | 'noNetwork';

/** What one peer connection sends in its media slots (audio, camera, shared screen), and how the video is encoded. */
export class OutgoingMedia {
  private readonly connection: RTCPeerConnection;
  private readonly onError: (error: unknown) => void;
  private readonly tracks: Partial<Record<MediaSlot, MediaStreamTrack | null>> = {};
  private readonly slotSenders: Record<MediaSlot, SlotSender>;
  /** The encoding that was set last, as JSON. */
  private presentEncoding = JSON.stringify(computeEncoding([], 0));
  /** Changes sender parameters one by one, because the browser refuses parameters that were read before another change. */
  private parameterChanges = Promise.resolve();
  private readonly suspensions = new Set<Suspension>();

  constructor(connection: RTCPeerConnection, onError: (error: unknown) => void) {
    this.connection = connection;
    this.onError = onError;
    const createSender = (slot: MediaSlot) => new SlotSender(() => this.findSender(slot), onError);
    this.slotSenders = {
      audio: createSender('audio'),
      video: createSender('video'),
      screen: createSender('screen'),
    };
  }

  /** @returns the sender of a slot; `undefined` while the slot has no transceiver. */
  findSender(slot: MediaSlot): RTCRtpSender | undefined {
    return this.connection.getTransceivers()[mediaSlots.indexOf(slot)]?.sender;
  }

  /** Sends a track, or with `null` nothing. Resolves when the browser sends the track, or the connection is closed. */
  setTrack(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void> {
    this.tracks[slot] = track;
    return this.updateSlot(slot);
  }

  /** Suspends sending for a reason, or ends the suspension. */
  setSuspended(reason: Suspension, isSuspended: boolean): void {
    if (isSuspended === this.suspensions.has(reason)) return;
    if (isSuspended) this.suspensions.add(reason);
    else this.suspensions.delete(reason);
    for (const slot of reason === 'noNetwork' ? videoSlots : mediaSlots) void this.updateSlot(slot);
    if (!isSuspended && reason !== 'lostMedia') this.sendKeyFrames();
  }

  /** Makes the sender of a slot send the slot's track, or nothing while sending is suspended. */
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
        delete encoding?.maxFramerate;
        delete encoding?.maxBitrate;
        Object.assign(encoding ?? {}, settings);
      });
    });
  }

  /** Sends key frames, because the remote participant has missed some frames. */
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

  /** Sends key frames now and at each change of the ICE candidate pair, since the packets on the old path are lost. */
  sendKeyFramesOnPathChange(): void {
    const iceTransport = this.findSender('audio')?.transport?.iceTransport;
    if (iceTransport) iceTransport.onselectedcandidatepairchange = () => this.sendKeyFrames();
    this.sendKeyFrames();
  }

  sendDtmf(character: string): void {
    const dtmf = this.findSender('audio')?.dtmf;
    if (dtmf?.canInsertDTMF) dtmf.insertDTMF(character);
  }

  /** Called when the connection is closed: releases the silent tracks that are still being sent. */
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
 * Reads a sender's parameters, changes them, and sets them. If a negotiation has changed them in the meantime, the browser
 * refuses them as outdated. Then this function reads them again, at most three times in all.
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
