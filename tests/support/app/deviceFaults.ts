import type { Page } from '@playwright/test';

/** The log that `logTracks` adds to `window`. Its references are weak, so that it does not keep released tracks alive. */
export interface TrackLog {
  readonly openedTracks: WeakRef<MediaStreamTrack>[];
}

/** Runs in the page: logs every track of a camera, a microphone or a screen that the page opens, and every clone of a track. */
export function logTracks(): void {
  const openedTracks: WeakRef<MediaStreamTrack>[] = [];
  Object.assign(window, { openedTracks });
  // In Firefox an empty page, which precedes each page, has no devices. Neither has the browser's own page about a lost network.
  if (!('MediaDevices' in window)) return;
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const capture = Object.getOwnPropertyDescriptor(MediaDevices.prototype, name)
      ?.value as MediaDevices['getUserMedia'];
    MediaDevices.prototype[name] = async function logged(this: MediaDevices, constraints) {
      const stream = await capture.call(this, constraints);
      openedTracks.push(...stream.getTracks().map((track) => new WeakRef(track)));
      return stream;
    };
  }
  const clone = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, 'clone')
    ?.value as MediaStreamTrack['clone'];
  MediaStreamTrack.prototype.clone = function logged() {
    const track = clone.call(this);
    openedTracks.push(new WeakRef(track));
    return track;
  };
}

/**
 * Runs in the page: ends all tracks of a kind, and makes `getUserMedia` reject with an error of this name, as when a device is
 * unplugged or its permission is revoked. The page must log its tracks.
 */
export function breakDeviceOfPage({ kind, errorName }: { kind: 'audio' | 'video'; errorName: string }): void {
  const { openedTracks } = window as unknown as TrackLog;
  const { mediaDevices } = navigator;
  const originalGetUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) =>
    constraints?.[kind]
      ? Promise.reject(new DOMException('test', errorName))
      : originalGetUserMedia(constraints);
  for (const reference of openedTracks) {
    const track = reference.deref();
    if (track?.kind !== kind || track.readyState === 'ended') continue;
    track.stop();
    // `stop()` raises no event. When a browser itself ends a track, the browser raises `ended`.
    track.dispatchEvent(new Event('ended'));
  }
}

/** Breaks the devices of a kind in a page, as `breakDeviceOfPage` does. */
export const breakDevice = (page: Page, kind: 'audio' | 'video', errorName: string): Promise<void> =>
  page.evaluate(breakDeviceOfPage, { kind, errorName });

/** Runs in the page: undoes `breakDeviceOfPage`. */
export function repairDevicesOfPage(): void {
  Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
}
