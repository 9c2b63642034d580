import type { RemoteAudioStream, Volume } from '@azure/communication-calling';
import { measureVolume, type VolumeMeter } from './volume.ts';

/** The audio of one remote participant, played by an `<audio>` element in the page. */
export class RemoteAudio implements RemoteAudioStream {
  private readonly element = document.createElement('audio');
  private volumeMeter: VolumeMeter | undefined;
  readonly track: MediaStreamTrack;
  private readonly onClosed: (() => void) | undefined;

  constructor(track: MediaStreamTrack, speakerId: string | undefined, onClosed?: () => void) {
    this.track = track;
    this.onClosed = onClosed;
    const { element } = this;
    element.autoplay = true;
    element.hidden = true;
    element.srcObject = new MediaStream([track]);
    document.body.append(element);
    this.setSpeaker(speakerId);
    this.startPlaying();
  }

  async getMediaStream(): Promise<MediaStream> {
    return new MediaStream([this.track]);
  }

  async getVolume(): Promise<Volume> {
    this.volumeMeter ??= measureVolume(this.track);
    return this.volumeMeter.volume;
  }

  /** Whether the app has muted incoming audio. */
  set isMuted(isMuted: boolean) {
    this.element.muted = isMuted;
  }

  /** Whether the local participant holds the call. Then the track itself is silent, also for an app that records it. */
  set isHeld(isHeld: boolean) {
    this.track.enabled = !isHeld;
  }

  /** @param speakerId the browser's `deviceId`; `undefined` leaves the speaker as it is. */
  setSpeaker(speakerId: string | undefined): void {
    const { element } = this;
    if (!speakerId || !('setSinkId' in element)) return;
    // Setting the same speaker again would block the page for 15 ms. The `sinkId` of the default speaker is empty.
    if (speakerId === (element.sinkId || 'default')) return;
    // This fails for a speaker that has just been unplugged. The browser then plays on another speaker.
    void element.setSinkId(speakerId).catch(() => undefined);
  }

  close(): void {
    this.volumeMeter?.close();
    this.volumeMeter = undefined;
    removeEventListener('pointerdown', this.startPlaying, true);
    this.element.srcObject = null;
    this.element.remove();
    this.onClosed?.();
  }

  /** Starts playing. If the browser forbids sound before the user's first click, tries again at that click. */
  private readonly startPlaying = (): void => {
    removeEventListener('pointerdown', this.startPlaying, true);
    this.element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === 'NotAllowedError') {
        addEventListener('pointerdown', this.startPlaying, true);
      }
    });
  };
}
