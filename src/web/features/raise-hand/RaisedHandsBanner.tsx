import { HandRight20Filled } from '@fluentui/react-icons/svg/hand-right';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { raiseHand } from './raiseHand.ts';

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
