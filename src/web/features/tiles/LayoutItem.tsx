import { Grid20Regular } from '@fluentui/react-icons/svg/grid';
import { PersonVoice20Regular } from '@fluentui/react-icons/svg/person-voice';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { layout } from './layout.ts';

/** Changes between tiles of one size and a large tile of the speaker, if there are at least two other participants. */
export function LayoutItem() {
  const { t } = useTranslation();
  const { state, run } = useFeature(layout);
  const isSpeaker = state.view === 'speaker';
  return (
    <MoreItem
      label={t(isSpeaker ? 'layout.grid' : 'layout.speaker')}
      icon={isSpeaker ? <Grid20Regular /> : <PersonVoice20Regular />}
      unavailable={state.people < 2 ? t('layout.needsMore') : null}
      onClick={() => run(isSpeaker ? 'grid' : 'speaker')}
    />
  );
}
