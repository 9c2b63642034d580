import { LaneSender } from './slotSender.ts';
import { lanes, type Lane } from './mediaSlots.ts';
import { encoding } from './videoLimits.ts';

/** With W3C's second parameter, which is not in the types yet; a browser that does not know it ignores it. */
type SetParameters = (
  parameters: RTCRtpSendParameters,
  options: { encodingOptions: { keyFrame: boolean }[] },
) => Promise<void>;

const pictures = ['video', 'screen'] as const;

/** What one connection sends on its lanes, and how it is encoded. Before there is a sender, nothing happens. */
export class Sending {
  private readonly connection: RTCPeerConnection;
  private readonly failed: (error: unknown) => void;
  private readonly tracks: Partial<Record<Lane, MediaStreamTrack | null>> = {};
  private readonly senders: Record<Lane, LaneSender>;
  private encoded = JSON.stringify(encoding([], 0));
  /** The change of parameters that is under way: the browser refuses one whose parameters were read before it ended. */
  private changing = Promise.resolve();
  private lost = false;
  private paused = false;
  private held = false;

  /** @param failed hears of every step that did not succeed. */
  constructor(connection: RTCPeerConnection, failed: (error: unknown) => void) {
    this.connection = connection;
    this.failed = failed;
    const senderOf = (lane: Lane) => new LaneSender(() => this.sender(lane), failed);
    this.senders = { audio: senderOf('audio'), video: senderOf('video'), screen: senderOf('screen') };
  }

  sender(lane: Lane): RTCRtpSender | undefined {
    return this.connection.getTransceivers()[lanes.indexOf(lane)]?.sender;
  }

  /** @returns when the lane sends this, or the connection is closed. */
  set(lane: Lane, track: MediaStreamTrack | null): Promise<void> {
    this.tracks[lane] = track;
    return this.apply(lane);
  }

  /** Nothing is sent from now on, or again what was. */
  lose(lost: boolean): void {
    this.lost = lost;
    for (const lane of lanes) void this.apply(lane);
  }

  /** The other side holds the call, or no more. It neither hears nor sees, so nothing is sent to it. */
  hold(held: boolean): void {
    if (held === this.held) return;
    this.held = held;
    for (const lane of lanes) void this.apply(lane);
    if (!held) this.showAgain();
  }

  /**
   * Pictures wait while there is no network: what was sent meanwhile would be sent once more afterwards, and keep the
   * other side waiting for pictures of long ago.
   */
  pause(paused: boolean): void {
    if (paused === this.paused) return;
    this.paused = paused;
    for (const lane of pictures) void this.apply(lane);
    if (!paused) this.showAgain();
  }

  apply(lane: Lane): Promise<void> {
    const waits = this.lost || this.held || (this.paused && lane !== 'audio');
    return this.senders[lane].set(waits ? null : (this.tracks[lane] ?? null), !this.lost);
  }

  /** @param settings of the camera's picture, for this participant. */
  encode(settings: RTCRtpEncodingParameters): void {
    const wanted = JSON.stringify(settings);
    this.inTurn(async () => {
      // Reading the parameters keeps the page waiting, so what is so already is left alone.
      if (wanted === this.encoded) return;
      const sender = this.sender('video');
      const parameters = sender?.getParameters();
      const [now] = parameters?.encodings ?? [];
      if (!sender || !parameters || !now) return;
      this.encoded = wanted;
      delete now.maxFramerate;
      delete now.maxBitrate;
      Object.assign(now, settings);
      await sender.setParameters(parameters);
    });
  }

  /** Sends whole pictures, not what has changed since: the other side has missed some. */
  showAgain(): void {
    for (const lane of pictures) {
      this.inTurn(async () => {
        const sender = this.sender(lane);
        if (!sender?.track) return;
        const parameters = sender.getParameters();
        const encodingOptions = parameters.encodings.map(() => ({ keyFrame: true }));
        const set: SetParameters = sender.setParameters.bind(sender);
        await set(parameters, { encodingOptions });
      });
    }
  }

  /** The same now, and when another way is taken from here on: what was on the old one is lost. */
  showAgainElsewhere(): void {
    const ice = this.sender('audio')?.transport?.iceTransport;
    if (ice) ice.onselectedcandidatepairchange = () => this.showAgain();
    this.showAgain();
  }

  dtmf(character: string): void {
    const dtmf = this.sender('audio')?.dtmf;
    if (dtmf?.canInsertDTMF) dtmf.insertDTMF(character);
  }

  /** The connection is closed: what was captured to end it in silence is given back. */
  close(): void {
    for (const lane of lanes) this.senders[lane].close();
  }

  private inTurn(change: () => Promise<void>): void {
    this.changing = this.changing.then(change).catch(this.failed);
  }
}
