/** Before audio stops, silence is sent for this long. If packets stopped during a sound, the receiver would stretch the sound. */
const silenceMs = 200;

/**
 * Makes the `RTCRtpSender` of one media slot (audio, camera or screen) send the track that was set last. Because another track
 * may be set while one is being replaced, a loop runs until the sender sends the last one.
 */
export class SlotSender {
  private readonly findSender: () => RTCRtpSender | undefined;
  private readonly onError: (error: unknown) => void;
  private nextTrack: MediaStreamTrack | null = null;
  private endsInSilence = false;
  private isReplacing = false;
  /** Resolves at the end of the current or last run of the loop. */
  private replacement = Promise.resolve();
  /** Ends the silence; called early when another track is set or the connection is closed. `undefined` without a silence. */
  private endSilence: (() => void) | undefined;

  /** @param findSender returns the sender; `undefined` while the slot has none. */
  constructor(findSender: () => RTCRtpSender | undefined, onError: (error: unknown) => void) {
    this.findSender = findSender;
    this.onError = onError;
  }

  /**
   * Resolves when the sender sends the track, or the connection is closed. Has to be called again when the slot gets a sender.
   * @param track `null` to send nothing.
   * @param options `endsInSilence`: whether the previous audio ends with a moment of silence. Otherwise it just stops.
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
        const audibleTrack = canBeSilenced && isLiveAudio(sender.track) ? sender.track : undefined;
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
      // Nothing is awaited between the loop's last check and this line, so no call of `setTrack` is missed.
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

const isLiveAudio = (track: MediaStreamTrack | null): track is MediaStreamTrack =>
  track?.kind === 'audio' && track.readyState === 'live';
