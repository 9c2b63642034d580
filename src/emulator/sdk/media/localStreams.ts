import type { EmuLocalAudioStream } from './localAudioStream.ts';
import type { LocalMedia, LocalMediaChange } from './localMedia.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';

interface Events {
  emit(
    event:
      | 'isMutedChanged'
      | 'isLocalVideoStartedChanged'
      | 'isScreenSharingOnChanged'
      | 'localVideoStreamsUpdated'
      | 'localAudioStreamsUpdated',
    args?: unknown,
  ): void;
}

/** The lists of local streams, as `call` shows them, and the events of their changes. */
export class LocalStreams {
  video: readonly EmuLocalVideoStream[] = [];
  audio: readonly EmuLocalAudioStream[] = [];
  isVideoStarted = false;
  private readonly events: Events;
  /** The camera that the call starts with. It is listed while it is opening. */
  private initialVideo: EmuLocalVideoStream | undefined;

  constructor(events: Events) {
    this.events = events;
  }

  /** Lists the streams that the call starts with, before their devices are open. No app listens to the call yet. */
  begin(local: LocalMedia): void {
    this.initialVideo = local.stream('video');
    this.isVideoStarted = this.initialVideo !== undefined;
    this.video = present(this.initialVideo);
    this.audio = present(local.stream('audio'));
  }

  /** Updates the lists after a change, and emits its events in the order of the SDK. */
  update(local: LocalMedia, what: LocalMediaChange): void {
    if (what === 'muted') return this.events.emit('isMutedChanged');
    if (what === 'audio') {
      const before = this.audio;
      this.audio = present(local.stream('audio'));
      return this.emitChanges('localAudioStreamsUpdated', before, this.audio);
    }
    const { video: before, isVideoStarted: wasVideoStarted } = this;
    const camera = local.stream('video');
    if (camera !== this.initialVideo) this.initialVideo = undefined;
    this.isVideoStarted = local.state.video || this.initialVideo !== undefined;
    this.video = present(
      this.isVideoStarted ? camera : undefined,
      local.state.screen ? local.stream('screen') : undefined,
    );
    this.emitChanges('localVideoStreamsUpdated', before, this.video);
    if (wasVideoStarted !== this.isVideoStarted) this.events.emit('isLocalVideoStartedChanged');
    if (what === 'screen') this.events.emit('isScreenSharingOnChanged');
  }

  /**
   * Empties the lists, because the call has ended.
   * @param wasSharing whether a screen was sent until now.
   */
  clear(wasSharing: boolean): void {
    const { video, audio, isVideoStarted: wasVideoStarted } = this;
    this.video = [];
    this.audio = [];
    this.isVideoStarted = false;
    this.emitChanges('localVideoStreamsUpdated', video, []);
    this.emitChanges('localAudioStreamsUpdated', audio, []);
    if (wasVideoStarted) this.events.emit('isLocalVideoStartedChanged');
    if (wasSharing) this.events.emit('isScreenSharingOnChanged');
  }

  private emitChanges<T>(
    event: 'localVideoStreamsUpdated' | 'localAudioStreamsUpdated',
    before: readonly T[],
    after: readonly T[],
  ): void {
    const added = after.filter((item) => !before.includes(item));
    const removed = before.filter((item) => !after.includes(item));
    if (added.length + removed.length > 0) this.events.emit(event, { added, removed });
  }
}

const present = <T>(...streams: (T | undefined)[]): T[] => streams.filter((stream) => stream !== undefined);
