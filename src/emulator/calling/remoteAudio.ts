import type { RemoteAudioStream, Volume } from '@azure/communication-calling';
import { openVolume } from './volume.ts';

/** The sound of one participant: an unmuted `<audio>` in the page, and what an app may ask about it. */
export class RemoteAudio implements RemoteAudioStream {
  private readonly element = document.createElement('audio');
  private readonly closes = new Set<() => void>();
  readonly track: MediaStreamTrack;

  constructor(track: MediaStreamTrack, speakerId: string | undefined) {
    this.track = track;
    const { element } = this;
    element.autoplay = true;
    element.hidden = true;
    element.srcObject = new MediaStream([track]);
    document.body.append(element);
    this.setSpeaker(speakerId);
    this.play();
  }

  async getMediaStream(): Promise<MediaStream> {
    return new MediaStream([this.track]);
  }

  async getVolume(): Promise<Volume> {
    const { volume, close } = openVolume(this.track);
    this.closes.add(close);
    return volume;
  }

  set muted(muted: boolean) {
    this.element.muted = muted;
  }

  setSpeaker(id: string | undefined): void {
    // A speaker that has just been unplugged: the sound stays where the browser moves it.
    if (id && 'setSinkId' in this.element) void this.element.setSinkId(id).catch(() => undefined);
  }

  close(): void {
    for (const close of this.closes) close();
    removeEventListener('pointerdown', this.play, true);
    this.element.srcObject = null;
    this.element.remove();
  }

  /** A page that nobody has touched yet may not make a sound; the first touch then starts it. */
  private readonly play = (): void => {
    removeEventListener('pointerdown', this.play, true);
    this.element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') {
        addEventListener('pointerdown', this.play, true);
      }
    });
  };
}
