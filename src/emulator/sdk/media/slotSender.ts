/** Silence is sent for this long before sending stops: packets that stop in mid-sound are stretched by the receiver. */
const silenceMs = 200;

/**
 * Applies the wanted track to the sender of one lane. A replacement takes time, and the wish may change meanwhile:
 * one loop runs until sender and wish agree.
 */
export class LaneSender {
  private readonly sender: () => RTCRtpSender | undefined;
  private readonly failed: (error: unknown) => void;
  private wanted: MediaStreamTrack | null = null;
  private fades = false;
  private busy = false;
  private settled = Promise.resolve();
  /** Ends the time of silence early: something else is wanted. */
  private interrupt: (() => void) | undefined;

  /** @param failed hears of a replacement that the browser refused. */
  constructor(sender: () => RTCRtpSender | undefined, failed: (error: unknown) => void) {
    this.sender = sender;
    this.failed = failed;
  }

  /**
   * @param track what is sent from now on; `null` for nothing.
   * @param fades whether sound ends in silence first. Without, packets just stop.
   * @returns when sender and wish agree, or the connection is closed.
   */
  set(track: MediaStreamTrack | null, fades: boolean): Promise<void> {
    this.wanted = track;
    this.fades = fades;
    this.interrupt?.();
    return this.apply();
  }

  /** Call it when there is a sender, where there was none before. */
  apply(): Promise<void> {
    if (!this.busy) this.settled = this.settle();
    return this.settled;
  }

  /** The connection is closed: no silence is sent any more. */
  close(): void {
    this.interrupt?.();
  }

  private async settle(): Promise<void> {
    this.busy = true;
    let silence: MediaStreamTrack | undefined;
    try {
      for (;;) {
        const sender = this.sender();
        const { wanted } = this;
        if (!sender || sender.track === wanted) return;
        const heard = this.fades && sender.track !== silence ? sounding(sender.track) : undefined;
        if (wanted || !heard) {
          await sender.replaceTrack(wanted);
          continue;
        }
        silence?.stop();
        // A clone: the captured track itself may be used elsewhere, and is listened to while muted.
        silence = heard.clone();
        silence.enabled = false;
        await sender.replaceTrack(silence);
        if (this.wanted === null && this.fades) await this.pause();
      }
    } catch (error) {
      this.failed(error);
    } finally {
      silence?.stop();
      // Without a step in between: a wish that comes now begins a loop of its own.
      this.busy = false;
    }
  }

  private pause(): Promise<void> {
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

const sounding = (track: MediaStreamTrack | null): MediaStreamTrack | undefined =>
  track?.kind === 'audio' && track.readyState === 'live' ? track : undefined;
