import { HandRight20Regular } from '@fluentui/react-icons/svg/hand-right';
import { HandRightOff20Regular } from '@fluentui/react-icons/svg/hand-right-off';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { raiseHand } from './raiseHand.ts';

export function RaiseHandItem() {
  const { t } = useTranslation();
  const { state, pending, run } = useFeature(raiseHand);
  return (
    <MoreItem
      label={state.isOwnHandUp ? t('raiseHand.off') : t('raiseHand.on')}
      icon={state.isOwnHandUp ? <HandRightOff20Regular /> : <HandRight20Regular />}
      pending={pending}
      unavailable={state.availability === 'yes' ? null : t(`unavailable.${state.availability}`)}
      onClick={run}
    />
  );
}
