import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import type { CallFeature } from '../../calling/call/feature.ts';

interface BackgroundBlurState {
  /** `checking` until the command `check` has asked the camera. */
  readonly availability: 'yes' | 'cameraOff' | 'checking' | 'notOffered';
  readonly isOn: boolean;
}

const findCamera = (call: TeamsCall): LocalVideoStream | undefined =>
  call.localVideoStreams.find(({ mediaStreamType }) => mediaStreamType === 'Video');

/** `[false, true]` means that the page may choose, and `[true]` that the system always blurs. */
const canChoose = (track: MediaStreamTrack): boolean => {
  // Old versions of Firefox lack the method, although the type has it.
  const { backgroundBlur = [] } = (track as Partial<MediaStreamTrack>).getCapabilities?.() ?? {};
  return backgroundBlur.includes(true) && backgroundBlur.includes(false);
};

const isBlurred = (track: MediaStreamTrack): boolean => track.getSettings().backgroundBlur === true;

/**
 * The blur that the system offers for its cameras, such as Windows Studio Effects. It needs no further code. The command `check`
 * asks the camera whether there is one; `docs/decisions/calls.md` says why the app has no blur of its own.
 * @see https://developer.chrome.com/blog/new-in-chrome-114
 */
export const backgroundBlur: CallFeature<BackgroundBlurState, 'check' | 'toggle'> = {
  name: 'backgroundBlur',
  create({ call, watch }) {
    /** The camera that was asked last, and its track; `null` before the first command. */
    let checked: { readonly camera: LocalVideoStream; readonly track: MediaStreamTrack } | null = null;
    watch(call, 'localVideoStreamsUpdated', 'isLocalVideoStartedChanged');
    return {
      read() {
        const camera = findCamera(call);
        if (!camera) return { availability: 'cameraOff', isOn: false };
        if (checked?.camera !== camera) return { availability: 'checking', isOn: false };
        const { track } = checked;
        return { availability: canChoose(track) ? 'yes' : 'notOffered', isOn: isBlurred(track) };
      },
      async run(input) {
        const camera = findCamera(call);
        if (!camera) return;
        const [track] = (await camera.getMediaStream()).getVideoTracks();
        if (!track) return;
        checked = { camera, track };
        if (input === 'toggle')
          await track.applyConstraints({ advanced: [{ backgroundBlur: !isBlurred(track) }] });
      },
    };
  },
};
