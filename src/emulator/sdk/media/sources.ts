import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';
import { browserIdOf } from '../devices/deviceList.ts';

/** Where a track comes from. */
export interface Source {
  readonly open: () => Promise<MediaStreamTrack>;
  /** Whether the drop-in stops the track after its last use. A track that the app made is the app's to stop. */
  readonly isOwned: boolean;
}

/** Without an id, the browser chooses the device. */
const exactly = (id: string): MediaTrackConstraints => {
  const deviceId = browserIdOf(id);
  return deviceId ? { deviceId: { exact: deviceId } } : {};
};

const only = (stream: MediaStream): MediaStreamTrack => {
  const [track] = stream.getTracks();
  if (!track) throw new DOMException('The stream has no track.', 'NotFoundError');
  return track;
};

/** A camera. 640×360 is enough to see a person, and a laptop can encode it for a mesh. */
export const camera = ({ id }: VideoDeviceInfo): Source => ({
  isOwned: true,
  open: async () =>
    only(
      await navigator.mediaDevices.getUserMedia({
        video: { ...exactly(id), width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30 } },
      }),
    ),
});

/** A microphone, with the browser's own echo cancellation and noise suppression. */
export const microphone = ({ id }: AudioDeviceInfo): Source => ({
  isOwned: true,
  open: async () => only(await navigator.mediaDevices.getUserMedia({ audio: exactly(id) })),
});

/** The screen, window or tab that the user chooses in the browser's dialog. */
export const screen: Source = {
  isOwned: true,
  open: async () => only(await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false })),
};

/** The first track of a kind in a stream that the app made. */
export const streamOf = (stream: MediaStream, kind: 'audio' | 'video'): Source => ({
  isOwned: false,
  open: async () => {
    const [track] = kind === 'audio' ? stream.getAudioTracks() : stream.getVideoTracks();
    if (!track) throw new DOMException(`The stream has no ${kind} track.`, 'NotFoundError');
    return track;
  },
});
