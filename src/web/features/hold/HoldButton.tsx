import { Pause24Regular } from '@fluentui/react-icons/svg/pause';
import { Play24Filled } from '@fluentui/react-icons/svg/play';
import { useTranslation } from 'react-i18next';
import { useFeature, useShortcut } from '../../calling/react.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { hold } from './hold.ts';

export function HoldButton() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(hold);
  return (
    <ControlButton
      label={state.isHeld ? t('hold.off') : t('hold.on')}
      icon={state.isHeld ? <Play24Filled /> : <Pause24Regular />}
      tone={state.isHeld ? 'on' : undefined}
      shortcut={useShortcut('hold')}
      pending={pending}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={run}
    />
  );
}
