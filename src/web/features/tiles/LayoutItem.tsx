import { Grid20Regular } from '@fluentui/react-icons/svg/grid';
import { PersonProhibited20Regular } from '@fluentui/react-icons/svg/person-prohibited';
import { PersonSquare20Regular } from '@fluentui/react-icons/svg/person-square';
import { PersonVoice20Regular } from '@fluentui/react-icons/svg/person-voice';
import { useTranslation } from 'react-i18next';
import { useShowsCaller } from '../../caller/useShowsCaller.ts';
import { useCall, useFeature } from '../../calling/react.tsx';
import { MoreItem } from '../../ui/MoreItem.tsx';
import { layout } from './layout.ts';

/**
 * Two entries of the menu *More*. The first switches between tiles of one size and a large tile of the speaker, which makes sense
 * with two other participants or more. The second hides or shows the user's own tile.
 */
export function LayoutItem() {
  const { t } = useTranslation();
  const { state, run } = useFeature(layout);
  const isMeeting = useCall((call) => call.isMeeting);
  const showsCaller = useShowsCaller();
  const isSpeakerView = state.view === 'speaker';
  const canSwitch = state.participantCount >= 2;
  // The caller's page has no tiles.
  if (showsCaller) return null;
  return (
    <>
      {/* A meeting always has this entry, because more people may join. Until then, the entry says that it needs more people. */}
      {(canSwitch || isMeeting) && (
        <MoreItem
          label={t(isSpeakerView ? 'layout.grid' : 'layout.speaker')}
          icon={isSpeakerView ? <Grid20Regular /> : <PersonVoice20Regular />}
          unavailable={canSwitch ? null : t('layout.needsMore')}
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
