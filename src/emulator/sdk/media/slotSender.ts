/** Silence is sent for this long before audio stops: the receiver stretches packets that stop in the middle of a sound. */
const silenceMs = 200;

/**
 * Makes the sender of one media slot send the wanted track. Replacing a track takes time, during which another track may
 * be wanted: a single loop runs until the sender has the wanted one.
 */
export class SlotSender {
  private readonly sender: () => RTCRtpSender | undefined;
  private readonly failed: (error: unknown) => void;
  private wanted: MediaStreamTrack | null = null;
  private fades = false;
  private isSettling = false;
  private settled = Promise.resolve();
  /** Ends the silence early, because another track is wanted. */
  private interrupt: (() => void) | undefined;

  /** @param failed is called when the browser refuses a replacement. */
  constructor(sender: () => RTCRtpSender | undefined, failed: (error: unknown) => void) {
    this.sender = sender;
    this.failed = failed;
  }

  /**
   * Resolves when the sender sends the wanted track, or the connection is closed.
   * @param track the track to send; `null` for none.
   * @param fades whether audio ends in silence. Otherwise its packets just stop.
   */
  set(track: MediaStreamTrack | null, fades: boolean): Promise<void> {
    this.wanted = track;
    this.fades = fades;
    this.interrupt?.();
    return this.apply();
  }

  /** Call this when the slot gets its sender. */
  apply(): Promise<void> {
    if (!this.isSettling) this.settled = this.settle();
    return this.settled;
  }

  /** The connection is closed: stops sending silence. */
  close(): void {
    this.interrupt?.();
  }

  private async settle(): Promise<void> {
    this.isSettling = true;
    let silence: MediaStreamTrack | undefined;
    try {
      for (;;) {
        const sender = this.sender();
        const { wanted } = this;
        if (!sender || sender.track === wanted) return;
        const audible = this.fades && sender.track !== silence ? liveAudio(sender.track) : undefined;
        if (wanted || !audible) {
          await sender.replaceTrack(wanted);
          continue;
        }
        silence?.stop();
        // A clone, because the captured track may be used elsewhere, and its level is measured while muted.
        silence = audible.clone();
        silence.enabled = false;
        await sender.replaceTrack(silence);
        if (this.wanted === null && this.fades) await this.waitForSilence();
      }
    } catch (error) {
      this.failed(error);
    } finally {
      silence?.stop();
      // Synchronously after the last check: a track that is wanted from now on starts a new loop.
      this.isSettling = false;
    }
  }

  private waitForSilence(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.interrupt?.(), silenceMs);
      this.interrupt = () => {
        this.interrupt = undefined;
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const liveAudio = (track: MediaStreamTrack | null): MediaStreamTrack | undefined =>
  track?.kind === 'audio' && track.readyState === 'live' ? track : undefined;
