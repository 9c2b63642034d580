import { HandRight20Regular, HandRight20Filled } from '@fluentui/react-icons/svg/hand-right';
import { HandRightOff20Regular } from '@fluentui/react-icons/svg/hand-right-off';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { Banner } from '../../ui/Banner.tsx';
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

/** Names the participant whose hand has been up longest, and counts the others. */
export function RaisedHandsBanner() {
  const { t } = useTranslation();
  const { state } = useFeature(raiseHand);
  const [firstId = null, ...otherIds] = state.raisedHandIds;
  const name = usePersonName(firstId);
  if (firstId === null) return null;
  return (
    <Banner icon={<HandRight20Filled />}>{t('raiseHand.raised', { name, count: otherIds.length })}</Banner>
  );
}
