/** The log that `logTracks` adds to `window`. */
export interface TrackLog {
  openedTracks: MediaStreamTrack[];
}

/** Runs in the page: logs every camera and microphone track that the page opens, and every clone of a track. */
export function logTracks(): void {
  const log = window as unknown as TrackLog;
  log.openedTracks = [];
  // In Firefox an empty page, which precedes each page, has no devices.
  if (!('MediaDevices' in window)) return;
  const getUserMedia = Object.getOwnPropertyDescriptor(MediaDevices.prototype, 'getUserMedia')
    ?.value as MediaDevices['getUserMedia'];
  MediaDevices.prototype.getUserMedia = async function open(constraints) {
    const stream = await getUserMedia.call(this, constraints);
    log.openedTracks.push(...stream.getTracks());
    return stream;
  };
  const clone = Object.getOwnPropertyDescriptor(MediaStreamTrack.prototype, 'clone')
    ?.value as MediaStreamTrack['clone'];
  MediaStreamTrack.prototype.clone = function copy() {
    const track = clone.call(this);
    log.openedTracks.push(track);
    return track;
  };
}

/** A device that breaks, and the name of the error that `getUserMedia` rejects with afterwards. */
interface BrokenDevice {
  kind: 'audio' | 'video';
  errorName: string;
}

/**
 * Runs in the page: ends all tracks of a kind, and makes `getUserMedia` reject with this error, as when a device is unplugged or
 * its permission is revoked. The page must log its tracks.
 */
export function breakDeviceOfPage({ kind, errorName }: BrokenDevice): void {
  const { openedTracks } = window as unknown as TrackLog;
  const { mediaDevices } = navigator;
  const originalGetUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = (constraints) =>
    constraints?.[kind]
      ? Promise.reject(new DOMException('test', errorName))
      : originalGetUserMedia(constraints);
  for (const track of openedTracks) {
    if (track.kind !== kind || track.readyState === 'ended') continue;
    track.stop();
    // `stop()` raises no event. When a browser itself ends a track, the browser raises `ended`.
    track.dispatchEvent(new Event('ended'));
  }
}

/** Runs in the page: undoes `breakDeviceOfPage`. */
export function repairDevicesOfPage(): void {
  Reflect.deleteProperty(navigator.mediaDevices, 'getUserMedia');
}
