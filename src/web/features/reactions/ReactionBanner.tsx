import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { reactions } from './reactions.ts';
import { reactionIcons } from './reactionIcons.tsx';

/** Names the latest reaction and the participant who sent it, beside the icons of all reactions of the last seconds. */
export function ReactionBanner() {
  const { t } = useTranslation();
  const { state } = useFeature(reactions);
  const lastReaction = state.shownReactions.at(-1);
  const participantName = usePersonName(lastReaction?.participantId ?? null);
  if (!lastReaction) return null;
  return (
    <Banner
      icon={state.shownReactions.map(({ key, reaction }) => (
        <Fragment key={key}>{reactionIcons[reaction]}</Fragment>
      ))}
    >
      {t('reactions.gave', {
        name: participantName,
        reaction: t(`reactions.kinds.${lastReaction.reaction}`),
      })}
    </Banner>
  );
}
