import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { useFeature } from '../../calling/react.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { reactions } from './reactions.ts';
import { icons } from './icons.tsx';

/** The latest reaction with the name of the participant, and the icons of those just before it. */
export function ReactionBanner() {
  const { t } = useTranslation();
  const { state } = useFeature(reactions);
  const last = state.shown.at(-1);
  const name = usePersonName(last?.id ?? null);
  if (!last) return null;
  return (
    <Banner
      icon={state.shown.map(({ key, reaction }) => (
        <Fragment key={key}>{icons[reaction]}</Fragment>
      ))}
    >
      {t('reactions.gave', { name, reaction: t(`reactions.kinds.${last.reaction}`) })}
    </Banner>
  );
}
