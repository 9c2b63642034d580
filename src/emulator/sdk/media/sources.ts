import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';
import { browserIdOf } from '../devices/deviceList.ts';

/** Where a track comes from. */
export interface Source {
  readonly open: () => Promise<MediaStreamTrack>;
  /** Whether the track is stopped with its last user; a stream the app brought is the app's to stop. */
  readonly owned: boolean;
}

/** Without an id, the browser chooses. */
const exactly = (id: string): MediaTrackConstraints => {
  const deviceId = browserIdOf(id);
  return deviceId ? { deviceId: { exact: deviceId } } : {};
};

const only = (stream: MediaStream): MediaStreamTrack => {
  const [track] = stream.getTracks();
  if (!track) throw new DOMException('The stream has no track.', 'NotFoundError');
  return track;
};

/** @returns one camera. 640×360 is enough to see someone, and light enough for a mesh on a laptop. */
export const camera = ({ id }: VideoDeviceInfo): Source => ({
  owned: true,
  open: async () =>
    only(
      await navigator.mediaDevices.getUserMedia({
        video: { ...exactly(id), width: { ideal: 640 }, height: { ideal: 360 }, frameRate: { ideal: 30 } },
      }),
    ),
});

/** @returns one microphone, with the browser's own echo cancellation and noise suppression. */
export const microphone = ({ id }: AudioDeviceInfo): Source => ({
  owned: true,
  open: async () => only(await navigator.mediaDevices.getUserMedia({ audio: exactly(id) })),
});

/** What the browser lets the person choose: a screen, a window, a tab. */
export const screen: Source = {
  owned: true,
  open: async () => only(await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false })),
};

/** The first track of one kind of a stream that the app made. */
export const streamOf = (stream: MediaStream, kind: 'audio' | 'video'): Source => ({
  owned: false,
  open: async () => {
    const [track] = kind === 'audio' ? stream.getAudioTracks() : stream.getVideoTracks();
    if (!track) throw new DOMException(`The stream has no ${kind} track.`, 'NotFoundError');
    return track;
  },
});
