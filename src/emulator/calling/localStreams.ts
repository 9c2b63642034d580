import type { EmuLocalAudioStream } from './localAudioStream.ts';
import type { LocalMedia } from './localMedia.ts';
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

/** The lists of what is sent, as `call` shows them, and the events of their changes. */
export class LocalStreams {
  video: readonly EmuLocalVideoStream[] = [];
  audio: readonly EmuLocalAudioStream[] = [];
  private readonly events: Events;

  constructor(events: Events) {
    this.events = events;
  }

  changed(local: LocalMedia, what: 'muted' | 'video' | 'screen' | 'audio'): void {
    if (what === 'muted') return this.events.emit('isMutedChanged');
    if (what === 'audio') {
      const before = this.audio;
      this.audio = present(local.stream('audio'));
      return this.events.emit('localAudioStreamsUpdated', changes(before, this.audio));
    }
    const before = this.video;
    this.video = present(
      local.state.video ? local.stream('video') : undefined,
      local.state.screen ? local.stream('screen') : undefined,
    );
    this.events.emit('localVideoStreamsUpdated', changes(before, this.video));
    return this.events.emit(what === 'video' ? 'isLocalVideoStartedChanged' : 'isScreenSharingOnChanged');
  }

  /** The call is over. @param before what was sent until now. */
  clear(before: { readonly video: boolean; readonly screen: boolean }): void {
    const { video, audio } = this;
    this.video = [];
    this.audio = [];
    if (video.length > 0) this.events.emit('localVideoStreamsUpdated', { added: [], removed: [...video] });
    if (audio.length > 0) this.events.emit('localAudioStreamsUpdated', { added: [], removed: [...audio] });
    if (before.video) this.events.emit('isLocalVideoStartedChanged');
    if (before.screen) this.events.emit('isScreenSharingOnChanged');
  }
}

const present = <T>(...streams: (T | undefined)[]): T[] => streams.filter((stream) => stream !== undefined);

const changes = <T>(before: readonly T[], after: readonly T[]): { added: T[]; removed: T[] } => ({
  added: after.filter((item) => !before.includes(item)),
  removed: before.filter((item) => !after.includes(item)),
});
