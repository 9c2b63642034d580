import type { RemoteAudioStream, Volume } from '@azure/communication-calling';
import { openVolume, type OpenVolume } from './volume.ts';

/** The sound of one participant: an unmuted `<audio>` in the page, and what an app may ask about it. */
export class RemoteAudio implements RemoteAudioStream {
  private readonly element = document.createElement('audio');
  private listening: OpenVolume | undefined;
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
    this.listening ??= openVolume(this.track);
    return this.listening.volume;
  }

  set muted(muted: boolean) {
    this.element.muted = muted;
  }

  /** While the call is on hold, there is no sound for the app to measure or record either. */
  set held(held: boolean) {
    this.track.enabled = !held;
  }

  setSpeaker(id: string | undefined): void {
    const { element } = this;
    if (!id || !('setSinkId' in element)) return;
    // Choosing what is chosen already would keep the page busy for 15 ms, in the middle of a set-up.
    if (id === (element.sinkId || 'default')) return;
    // A speaker that has just been unplugged: the sound stays where the browser moves it.
    void element.setSinkId(id).catch(() => undefined);
  }

  close(): void {
    this.listening?.close();
    this.listening = undefined;
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
