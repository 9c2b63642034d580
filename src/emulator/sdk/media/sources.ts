import type { AudioDeviceInfo, VideoDeviceInfo } from '@azure/communication-calling';
import { browserIdOf } from '../devices/deviceList.ts';

/** A device or a stream from which a track can be captured. */
export interface CaptureSource {
  /** Opens the device. @throws the DOMException of the browser. */
  readonly open: () => Promise<MediaStreamTrack>;
  /** Whether our code opens the track, and has to stop it after its last use. An app stops its own tracks itself. */
  readonly isOwned: boolean;
}

/**
 * @returns the constraints that select a device. If the SDK's device id contains no `deviceId` of the browser, the browser
 * chooses the device.
 */
const createDeviceConstraints = (sdkDeviceId: string): MediaTrackConstraints => {
  const deviceId = browserIdOf(sdkDeviceId);
  return deviceId ? { deviceId: { exact: deviceId } } : {};
};

const getOnlyTrack = (stream: MediaStream): MediaStreamTrack => {
  const [track] = stream.getTracks();
  if (!track) throw new DOMException('The stream has no track.', 'NotFoundError');
  return track;
};

/** A camera. At 640×360 a face is clear, and a laptop can encode the video several times, once for each participant. */
export const cameraSource = ({ id }: VideoDeviceInfo): CaptureSource => ({
  isOwned: true,
  open: async () => {
    const video = {
      ...createDeviceConstraints(id),
      width: { ideal: 640 },
      height: { ideal: 360 },
      frameRate: { ideal: 30 },
    };
    return getOnlyTrack(await navigator.mediaDevices.getUserMedia({ video }));
  },
});

/** A microphone, with the browser's default echo cancellation and noise suppression. */
export const microphoneSource = ({ id }: AudioDeviceInfo): CaptureSource => ({
  isOwned: true,
  open: async () =>
    getOnlyTrack(await navigator.mediaDevices.getUserMedia({ audio: createDeviceConstraints(id) })),
});

/** The screen, window or tab that the user chooses in the browser's dialog. */
export const screenSource: CaptureSource = {
  isOwned: true,
  open: async () => getOnlyTrack(await navigator.mediaDevices.getDisplayMedia({ video: true, audio: false })),
};

/** A stream that the app made. Its first track of the kind is used. */
export const streamSource = (stream: MediaStream, kind: 'audio' | 'video'): CaptureSource => ({
  isOwned: false,
  open: async () => {
    const [track] = kind === 'audio' ? stream.getAudioTracks() : stream.getVideoTracks();
    if (!track) throw new DOMException(`The stream has no ${kind} track.`, 'NotFoundError');
    return track;
  },
});
