import { Grid20Regular } from '@fluentui/react-icons/svg/grid';
import { PersonProhibited20Regular } from '@fluentui/react-icons/svg/person-prohibited';
import { PersonSquare20Regular } from '@fluentui/react-icons/svg/person-square';
import { PersonVoice20Regular } from '@fluentui/react-icons/svg/person-voice';
import { useTranslation } from 'react-i18next';
import { useCall, useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { layout } from './layout.ts';

/**
 * Two items: the first switches between tiles of one size and a large tile of the speaker, which needs at least two other
 * participants and is missing in a call with one person. The second hides or shows the user's own tile.
 */
export function LayoutItem() {
  const { t } = useTranslation();
  const { state, run } = useFeature(layout);
  const isMeeting = useCall((call) => call.isMeeting);
  const isSpeakerView = state.view === 'speaker';
  const isPossible = state.participantCount >= 2;
  return (
    <>
      {/* More people may join a meeting. */}
      {(isPossible || isMeeting) && (
        <MoreItem
          label={t(isSpeakerView ? 'layout.grid' : 'layout.speaker')}
          icon={isSpeakerView ? <Grid20Regular /> : <PersonVoice20Regular />}
          unavailable={isPossible ? null : t('layout.needsMore')}
          onClick={() => run({ view: isSpeakerView ? 'grid' : 'speaker' })}
        />
      )}
      <MoreItem
        label={t(state.isOwnTileHidden ? 'layout.showOwn' : 'layout.hideOwn')}
        icon={state.isOwnTileHidden ? <PersonSquare20Regular /> : <PersonProhibited20Regular />}
        onClick={() => run({ isOwnTileHidden: !state.isOwnTileHidden })}
      />
    </>
  );
}
