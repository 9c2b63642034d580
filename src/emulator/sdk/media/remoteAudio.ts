import type { RemoteAudioStream, Volume } from '@azure/communication-calling';
import { openVolume, type OpenVolume } from './volume.ts';

/** The audio of one participant, played by an `<audio>` element in the page. */
export class RemoteAudio implements RemoteAudioStream {
  private readonly element = document.createElement('audio');
  private openVolume: OpenVolume | undefined;
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
    this.openVolume ??= openVolume(this.track);
    return this.openVolume.volume;
  }

  set muted(muted: boolean) {
    this.element.muted = muted;
  }

  /** On hold, the track itself is silent, so that apps cannot measure or record it either. */
  set held(held: boolean) {
    this.track.enabled = !held;
  }

  setSpeaker(id: string | undefined): void {
    const { element } = this;
    if (!id || !('setSinkId' in element)) return;
    // Setting the same speaker again blocks the page for 15 ms, in the middle of the call set-up.
    if (id === (element.sinkId || 'default')) return;
    // It fails for a speaker that has just been unplugged. The browser then plays on another one.
    void element.setSinkId(id).catch(() => undefined);
  }

  close(): void {
    this.openVolume?.close();
    this.openVolume = undefined;
    removeEventListener('pointerdown', this.play, true);
    this.element.srcObject = null;
    this.element.remove();
  }

  /** A page may not play sound before the user's first gesture, so that gesture starts it. */
  private readonly play = (): void => {
    removeEventListener('pointerdown', this.play, true);
    this.element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') {
        addEventListener('pointerdown', this.play, true);
      }
    });
  };
}
