import type { Page } from '@playwright/test';

/**
 * Runs in the page: ends all tracks of a kind, and makes `getUserMedia` reject with an error of this name, as when a device is
 * unplugged or its permission is revoked. `logTracks` must run in the page.
 */
export function breakDeviceOfPage({ kind, errorName }: { kind: 'audio' | 'video'; errorName: string }): void {
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
