/**
 * Before audio stops, silence is sent for this long. If the packets stopped in the middle of a sound, the receiver would
 * stretch that sound.
 */
const silenceMs = 200;

/**
 * Makes the `RTCRtpSender` of one media slot (audio, camera or screen) send the track that was set last. Replacing a
 * track takes time, and meanwhile another track may be set. So a single loop runs until the sender sends the track that
 * was set last.
 */
export class SlotSender {
  private readonly findSender: () => RTCRtpSender | undefined;
  private readonly onError: (error: unknown) => void;
  private nextTrack: MediaStreamTrack | null = null;
  private endsInSilence = false;
  private isReplacing = false;
  /** Resolves when the loop that runs, or that ran last, is done. */
  private replacement = Promise.resolve();
  /** Ends the silence early, because another track was set or the connection was closed. */
  private endSilence: (() => void) | undefined;

  /** @param findSender returns the sender; `undefined` while the slot has none. */
  constructor(findSender: () => RTCRtpSender | undefined, onError: (error: unknown) => void) {
    this.findSender = findSender;
    this.onError = onError;
  }

  /**
   * Resolves when the sender sends the track, or the connection is closed. Without a sender, `setTrack` resolves at
   * once, and has to be called again when the slot has a sender.
   * @param track `null` to send nothing.
   * @param options `endsInSilence`: whether the audio of the previous track ends with a moment of silence. Otherwise
   * its packets just stop.
   */
  setTrack(track: MediaStreamTrack | null, options: { endsInSilence: boolean }): Promise<void> {
    this.nextTrack = track;
    this.endsInSilence = options.endsInSilence;
    this.endSilence?.();
    if (!this.isReplacing) this.replacement = this.replaceTracks();
    return this.replacement;
  }

  close(): void {
    this.endSilence?.();
  }

  private async replaceTracks(): Promise<void> {
    this.isReplacing = true;
    let silentTrack: MediaStreamTrack | undefined;
    try {
      for (;;) {
        const sender = this.findSender();
        const { nextTrack } = this;
        if (!sender || sender.track === nextTrack) return;
        const canBeSilenced = this.endsInSilence && sender.track !== silentTrack;
        const audibleTrack = canBeSilenced ? asLiveAudioTrack(sender.track) : undefined;
        if (nextTrack || !audibleTrack) {
          await sender.replaceTrack(nextTrack);
          continue;
        }
        silentTrack?.stop();
        // A clone is silenced, because other parts use the captured track: its level is measured while it is muted.
        silentTrack = audibleTrack.clone();
        silentTrack.enabled = false;
        await sender.replaceTrack(silentTrack);
        if (this.nextTrack === null && this.endsInSilence) await this.waitForSilence();
      }
    } catch (error) {
      this.onError(error);
    } finally {
      silentTrack?.stop();
      // Nothing is awaited between the last check in the loop and this line, so no call of `setTrack` is missed in
      // between.
      this.isReplacing = false;
    }
  }

  private waitForSilence(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.endSilence?.(), silenceMs);
      this.endSilence = () => {
        this.endSilence = undefined;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const asLiveAudioTrack = (track: MediaStreamTrack | null): MediaStreamTrack | undefined =>
  track?.kind === 'audio' && track.readyState === 'live' ? track : undefined;
