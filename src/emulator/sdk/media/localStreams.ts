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
  /** The camera with which the call starts. It is listed while it opens; a later camera is listed once it is open. */
  private initialVideo: EmuLocalVideoStream | undefined;

  constructor(events: Pick<Emitter, 'emit'>) {
    this.events = events;
  }

  /** Lists the call's first streams before their devices are open. Emits no events, because the app has no call object yet. */
  listInitialStreams(localMedia: LocalMedia): void {
    this.initialVideo = localMedia.streamOf('video');
    this.isVideoStarted = this.initialVideo !== undefined;
    this.video = definedOnly(this.initialVideo);
    this.audio = definedOnly(localMedia.microphone.stream);
  }

  update(localMedia: LocalMedia, change: LocalMediaChange): void {
    if (change === 'muted') return this.events.emit('isMutedChanged');
    const camera = localMedia.streamOf('video');
    if (camera !== this.initialVideo) this.initialVideo = undefined;
    const isVideoStarted = localMedia.state.video || this.initialVideo !== undefined;
    const video = definedOnly(
      isVideoStarted ? camera : undefined,
      localMedia.state.screen ? localMedia.streamOf('screen') : undefined,
    );
    const audio = definedOnly(localMedia.microphone.stream);
    return this.replaceLists({ video, audio, isVideoStarted }, change === 'screen');
  }

  /** Called at the end of the call. @param wasSharing whether a screen was shared until now. */
  removeAll(wasSharing: boolean): void {
    this.replaceLists({ video: [], audio: [], isVideoStarted: false }, wasSharing);
  }

  /** Emits the events in the SDK's order. */
  private replaceLists(
    next: Pick<LocalStreams, 'video' | 'audio' | 'isVideoStarted'>,
    hasSharingChanged: boolean,
  ): void {
    const videoChange = findChange(this.video, next.video);
    const audioChange = findChange(this.audio, next.audio);
    const hasStartedChanged = this.isVideoStarted !== next.isVideoStarted;
    Object.assign(this, next);
    if (videoChange) this.events.emit('localVideoStreamsUpdated', videoChange);
    if (audioChange) this.events.emit('localAudioStreamsUpdated', audioChange);
    if (hasStartedChanged) this.events.emit('isLocalVideoStartedChanged');
    if (hasSharingChanged) this.events.emit('isScreenSharingOnChanged');
  }
}

const definedOnly = <T>(...streams: (T | undefined)[]): T[] =>
  streams.filter((stream) => stream !== undefined);
