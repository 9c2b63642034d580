import type { Emitter } from '../base/events.ts';
import { findChange } from '../base/listChange.ts';
import type { EmuLocalAudioStream } from './localAudioStream.ts';
import type { LocalMedia, LocalMediaChange } from './localMedia.ts';
import type { EmuLocalVideoStream } from './localVideoStream.ts';

/** Keeps the call's lists `localVideoStreams` and `localAudioStreams` up to date, and emits the events of their changes. */
export class LocalStreams {
  video: readonly EmuLocalVideoStream[] = [];
  audio: readonly EmuLocalAudioStream[] = [];
  isVideoStarted = false;
  private readonly events: Pick<Emitter, 'emit'>;
  /** The camera that the call starts with. It is listed while it opens. A later camera is listed once it is open. */
  private initialVideo: EmuLocalVideoStream | undefined;

  constructor(events: Pick<Emitter, 'emit'>) {
    this.events = events;
  }

  /**
   * Lists the streams that the call starts with, before their devices are open. It emits no events, because the app does
   * not have the call yet.
   */
  listInitialStreams(localMedia: LocalMedia): void {
    this.initialVideo = localMedia.streamOf('video');
    this.isVideoStarted = this.initialVideo !== undefined;
    this.video = definedOnly(this.initialVideo);
    this.audio = definedOnly(localMedia.streamOf('audio'));
  }

  /** Updates the lists after a change of the local media, and emits the events of the change in the SDK's order. */
  update(localMedia: LocalMedia, change: LocalMediaChange): void {
    if (change === 'muted') return this.events.emit('isMutedChanged');
    if (change === 'audio') {
      const before = this.audio;
      this.audio = definedOnly(localMedia.streamOf('audio'));
      return this.emitChanges('localAudioStreamsUpdated', before, this.audio);
    }
    const { video: before, isVideoStarted: wasVideoStarted } = this;
    const camera = localMedia.streamOf('video');
    if (camera !== this.initialVideo) this.initialVideo = undefined;
    this.isVideoStarted = localMedia.state.video || this.initialVideo !== undefined;
    this.video = definedOnly(
      this.isVideoStarted ? camera : undefined,
      localMedia.state.screen ? localMedia.streamOf('screen') : undefined,
    );
    this.emitChanges('localVideoStreamsUpdated', before, this.video);
    if (wasVideoStarted !== this.isVideoStarted) this.events.emit('isLocalVideoStartedChanged');
    if (change === 'screen') this.events.emit('isScreenSharingOnChanged');
  }

  /**
   * Empties the lists at the end of the call.
   * @param wasSharing whether the local participant shared a screen until now.
   */
  removeAll(wasSharing: boolean): void {
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
    const change = findChange(before, after);
    if (change) this.events.emit(event, change);
  }
}

const definedOnly = <T>(...streams: (T | undefined)[]): T[] =>
  streams.filter((stream) => stream !== undefined);
