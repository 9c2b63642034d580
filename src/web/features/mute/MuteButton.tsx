import { Mic24Regular } from '@fluentui/react-icons/svg/mic';
import { MicOff24Filled } from '@fluentui/react-icons/svg/mic-off';
import { useTranslation } from 'react-i18next';
import { useFeature, useShortcut } from '../../calling/react.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { mute } from './mute.ts';

export function MuteButton() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(mute);
  return (
    <ControlButton
      label={state.isMuted ? t('mute.off') : t('mute.on')}
      shortLabel={state.isMuted ? t('mute.offShort') : t('mute.on')}
      icon={state.isMuted ? <MicOff24Filled /> : <Mic24Regular />}
      tone={state.isMuted ? 'alert' : undefined}
      shortcut={useShortcut('mute')}
      pending={pending || state.isChanging}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      // The press means what the button shows, even if the SDK reports another state meanwhile.
      onClick={() => run(!state.isMuted)}
    />
  );
}
