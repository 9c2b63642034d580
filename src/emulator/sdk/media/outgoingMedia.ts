import { changeParameters } from './changeParameters.ts';
import { mediaSlots, type MediaSlot } from './mediaSlots.ts';
import { SlotSender } from './slotSender.ts';
import { computeEncoding } from './videoLimits.ts';

const videoSlots = ['video', 'screen'] as const;

/**
 * What one peer connection sends, and how the video is encoded. A media slot is one of the connection's transceivers:
 * audio, camera (`video`) or screen. The transceiver of the screen may not exist yet.
 */
export class OutgoingMedia {
  private readonly connection: RTCPeerConnection;
  private readonly onError: (error: unknown) => void;
  private readonly tracks: Partial<Record<MediaSlot, MediaStreamTrack | null>> = {};
  private readonly slotSenders: Record<MediaSlot, SlotSender>;
  /** The encoding that was set last, as JSON. */
  private presentEncoding = JSON.stringify(computeEncoding([], 0));
  /**
   * Resolves when all changes of sender parameters are done. The changes run one after the other, because the browser
   * refuses parameters that were read before another change.
   */
  private parameterChanges = Promise.resolve();
  private isMediaLost = false;
  private isVideoPaused = false;
  private isHeldByRemote = false;

  /** @param onError is called with every error of the browser. */
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

  /**
   * Sends a track in a slot. Resolves when the browser sends the track, or the connection is closed.
   * @param track `null` to send nothing.
   */
  setTrack(slot: MediaSlot, track: MediaStreamTrack | null): Promise<void> {
    this.tracks[slot] = track;
    return this.updateSlot(slot);
  }

  /** Emulates a dead network: stops sending at once, or resumes. */
  setMediaLost(isLost: boolean): void {
    this.isMediaLost = isLost;
    for (const slot of mediaSlots) void this.updateSlot(slot);
  }

  /**
   * Called when the remote participant has held or resumed the call. During the hold, no media is sent to that
   * participant.
   */
  setHeldByRemote(isHeld: boolean): void {
    if (isHeld === this.isHeldByRemote) return;
    this.isHeldByRemote = isHeld;
    for (const slot of mediaSlots) void this.updateSlot(slot);
    if (!isHeld) this.sendKeyFrames();
  }

  /**
   * Stops video while there is no network, or resumes it. If the video were not stopped, the browser would later send
   * the old packets again, and the remote participant would wait for outdated video.
   */
  pauseVideo(isPaused: boolean): void {
    if (isPaused === this.isVideoPaused) return;
    this.isVideoPaused = isPaused;
    for (const slot of videoSlots) void this.updateSlot(slot);
    if (!isPaused) this.sendKeyFrames();
  }

  /** Makes the sender of a slot send the slot's track, or nothing while sending is suspended. */
  updateSlot(slot: MediaSlot): Promise<void> {
    const isPausedVideo = this.isVideoPaused && slot !== 'audio';
    const isSuspended = this.isMediaLost || this.isHeldByRemote || isPausedVideo;
    const track = isSuspended ? null : (this.tracks[slot] ?? null);
    // Audio normally ends with a moment of silence, but with a dead network it just stops.
    return this.slotSenders[slot].setTrack(track, { endsInSilence: !this.isMediaLost });
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

  /** @param character the tone, as `RTCDTMFSender.insertDTMF` takes it. */
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
