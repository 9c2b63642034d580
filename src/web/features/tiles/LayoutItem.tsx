import { Grid20Regular } from '@fluentui/react-icons/svg/grid';
import { PersonVoice20Regular } from '@fluentui/react-icons/svg/person-voice';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { layout } from './layout.ts';

/** Switches between tiles of one size and a large tile of the speaker. It needs at least two other participants. */
export function LayoutItem() {
  const { t } = useTranslation();
  const { state, run } = useFeature(layout);
  const isSpeakerView = state.view === 'speaker';
  return (
    <MoreItem
      label={t(isSpeakerView ? 'layout.grid' : 'layout.speaker')}
      icon={isSpeakerView ? <Grid20Regular /> : <PersonVoice20Regular />}
      unavailable={state.participantCount < 2 ? t('layout.needsMore') : null}
      onClick={() => run(isSpeakerView ? 'grid' : 'speaker')}
    />
  );
}
