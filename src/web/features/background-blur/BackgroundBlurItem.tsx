import type { LocalVideoStream, TeamsCall } from '@azure/communication-calling';
import { VideoBackgroundEffect20Regular } from '@fluentui/react-icons/svg/video-background-effect';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFeature } from '../../calling/call/feature.ts';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';

interface BackgroundBlurState {
  /** `checking` until `run('check')` has read what the camera offers. */
  readonly availability: 'yes' | 'cameraOff' | 'checking' | 'notOffered';
  readonly isOn: boolean;
}

const findCamera = (call: TeamsCall): LocalVideoStream | undefined =>
  call.localVideoStreams.find(({ mediaStreamType }) => mediaStreamType === 'Video');

/** Whether the page can turn the blur on and off. The camera lists the possible values: only `true` if the system always blurs. */
const canChoose = (track: MediaStreamTrack): boolean => {
  // Old versions of Firefox lack the method, although the type has it.
  const { backgroundBlur = [] } = (track as Partial<MediaStreamTrack>).getCapabilities?.() ?? {};
  return backgroundBlur.includes(true) && backgroundBlur.includes(false);
};

const isBlurred = (track: MediaStreamTrack): boolean => track.getSettings().backgroundBlur === true;

/**
 * The blur that the operating system offers for its cameras, such as Windows Studio Effects. `run('check')` reads whether the
 * camera has it. `docs/decisions/calls.md` says why the app has no blur of its own.
 * @see https://developer.chrome.com/blog/new-in-chrome-114
 */
export const backgroundBlur: CallFeature<BackgroundBlurState, 'check' | 'toggle'> = {
  name: 'backgroundBlur',
  create({ call, watch }) {
    /** The camera that was checked last, and its track; `null` before the first check. */
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

/** Turns the blur on or off, or says why that is not possible. When the menu opens, this entry checks the camera. */
export function BackgroundBlurItem() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(backgroundBlur);
  const { availability, isOn } = state;
  const isUnchecked = availability === 'checking';
  useEffect(() => {
    if (isUnchecked) run('check');
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `run`, a new function after each command, would start another check.
  }, [isUnchecked]);
  return (
    <MoreItem
      label={t(isOn ? 'blur.off' : 'blur.on')}
      icon={<VideoBackgroundEffect20Regular />}
      pending={pending}
      unavailable={availability === 'yes' ? null : t(`blur.unavailable.${availability}`)}
      onClick={() => run('toggle')}
    />
  );
}
