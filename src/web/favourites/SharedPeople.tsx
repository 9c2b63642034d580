import { Caption1, makeStyles, Subtitle2, tokens, typographyStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Favourite } from '../people/favourites.ts';
import { maxShared, type SharedFavourites } from '../people/sharedFavourites.ts';
import { VirtualList } from '../ui/VirtualList.tsx';
import { Star } from './OtherPeople.tsx';
import { PersonRow, type ChosenPerson } from './PersonRow.tsx';
import { rowHeight } from './rowStyles.ts';

const useStyles = makeStyles({
  heading: { margin: 0, padding: tokens.spacingHorizontalXS, ...typographyStyles.caption1Strong },
  message: {
    display: 'block',
    paddingInline: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
});

interface SharedPeopleProps extends Pick<SharedFavourites, 'isShortened' | 'fault'> {
  /** The people of the list who are not among the user's own favourites. */
  people: readonly Favourite[];
  onOpen: (person: ChosenPerson) => void;
}

/** The list that the administrator gives to all users. The user can call its people, and star them, but not change the list. */
export function SharedPeople({ people, isShortened, fault, onOpen }: SharedPeopleProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const headingId = useId();
  // A user who sees the list need not know that the app could not read a newer one.
  const isFaultShown = fault !== null && (fault !== 'unavailable' || people.length === 0);
  if (people.length === 0 && !isFaultShown) return null;
  const title = t('favourites.shared');
  return (
    <section aria-labelledby={headingId}>
      <Subtitle2 as="h3" id={headingId} className={styles.heading}>
        {title}
      </Subtitle2>
      {isFaultShown && (
        <Caption1 className={styles.message}>
          {fault === 'unavailable'
            ? t('favourites.sharedUnavailable')
            : t('favourites.sharedFailed', { detail: fault })}
        </Caption1>
      )}
      <VirtualList
        label={title}
        items={people}
        getKey={({ id }) => id}
        rowHeight={rowHeight}
        renderRow={({ id, name }, place) => (
          <PersonRow rawId={id} storedName={name} place={place} onOpen={onOpen}>
            <Star rawId={id} storedName={name} />
          </PersonRow>
        )}
      />
      {isShortened && (
        <Caption1 className={styles.message}>
          {t('favourites.sharedShortened', { shown: maxShared })}
        </Caption1>
      )}
    </section>
  );
}
