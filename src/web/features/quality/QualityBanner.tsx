import { CellularWarning20Regular } from '@fluentui/react-icons/svg/cellular-warning';
import { MicOff20Regular } from '@fluentui/react-icons/svg/mic-off';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { quality, type Grade } from './quality.ts';

const isWeak = (grade: Grade | null): grade is 'poor' | 'bad' => grade === 'poor' || grade === 'bad';

/** Tells the user that they talk while muted, or that the quality of what they send or receive is poor or bad. */
export function QualityBanner() {
  const { t } = useTranslation();
  const { state } = useFeature(quality);
  if (state.talksWhileMuted) return <Banner icon={<MicOff20Regular />}>{t('quality.talksMuted')}</Banner>;
  const direction = isWeak(state.send) ? 'send' : 'receive';
  const grade = state[direction];
  if (!isWeak(grade)) return null;
  return <Banner icon={<CellularWarning20Regular />}>{t(`quality.weak.${direction}.${grade}`)}</Banner>;
}
