import { Pause24Regular } from '@fluentui/react-icons/svg/pause';
import { Play24Filled } from '@fluentui/react-icons/svg/play';
import { useTranslation } from 'react-i18next';
import { useFeature, useShortcut } from '../../calling/react.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { LargeControl } from '../../ui/LargeControl.tsx';
import { hold } from './hold.ts';

/** Returns whether the call is on hold, and the properties of a button that holds or resumes it. */
function useHoldControl() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(hold);
  const button = {
    label: state.isHeld ? t('hold.off') : t('hold.on'),
    icon: state.isHeld ? <Play24Filled /> : <Pause24Regular />,
    shortcut: useShortcut('hold'),
    pending,
    unavailable: state.availability === 'yes' ? null : t(`unavailable.${state.availability}`),
    onClick: run,
  };
  return { isHeld: state.isHeld, button };
}

export function HoldButton() {
  const { isHeld, button } = useHoldControl();
  return <ControlButton {...button} tone={isHeld ? 'on' : undefined} />;
}

/** *Hold* or *Resume* on the caller's page. *Resume* is the primary button there, because somebody waits. */
export function LargeHoldButton() {
  const { isHeld, button } = useHoldControl();
  return <LargeControl {...button} isPrimary={isHeld} />;
}
