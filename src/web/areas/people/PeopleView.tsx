import { makeStyles, mergeClasses, Title3, tokens } from '@fluentui/react-components';
import { ContactCard32Regular } from '@fluentui/react-icons/svg/contact-card';
import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FavouritesBoard } from '../../favourites/FavouritesBoard.tsx';
import { type PressedPerson, ShownPersonContext } from '../../favourites/PersonRow.tsx';
import { PeopleConsent } from './PeopleConsent.tsx';
import { PersonDetails } from '../../person-card/PersonDetails.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { viewStyle } from '../../ui/viewStyle.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';

const useStyles = makeStyles({
  view: { ...viewStyle, height: '100%', containerType: 'inline-size', textAlign: 'start' },
  title: { margin: 0 },
  columns: { display: 'flex', gap: tokens.spacingHorizontalXXL, flexGrow: 1, minHeight: 0 },
  list: { display: 'flex', flexGrow: 1, flexBasis: 0, minWidth: 0, minHeight: 0 },
  // Without room beside the list, the details open in a card above it.
  details: {
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    '@container (max-width: 719px)': { display: 'none' },
  },
  hidden: visuallyHidden,
  noDetails: { display: 'grid', backgroundColor: tokens.colorTransparentBackground },
});

/** The view *People*: the favourites in their groups and the directory, and beside them the details of one person. */
export function PeopleView() {
  const { t } = useTranslation();
  const styles = useStyles();
  const listTitleId = useId();
  const details = useRef<HTMLElement>(null);
  const [person, setPerson] = useState<PressedPerson | null>(null);
  const showDetails = useCallback((pressed: PressedPerson) => {
    const hasRoom = details.current !== null && getComputedStyle(details.current).display !== 'none';
    if (hasRoom) setPerson(pressed);
    return hasRoom;
  }, []);
  return (
    <div className={styles.view}>
      <Title3 as="h1" className={styles.title}>
        {t('favourites.people')}
      </Title3>
      <PeopleConsent />
      <div className={styles.columns}>
        <section aria-labelledby={listTitleId} className={styles.list}>
          <h2 id={listTitleId} className={styles.hidden}>
            {t('favourites.title')}
          </h2>
          <ShownPersonContext value={person?.rawId ?? null}>
            <FavouritesBoard showDetails={showDetails} />
          </ShownPersonContext>
        </section>
        <section
          ref={details}
          aria-label={person ? t('person.about', { name: person.name }) : t('favourites.details')}
          className={mergeClasses(styles.details, !person && styles.noDetails)}
        >
          {person ? (
            <PersonDetails key={person.rawId} rawId={person.rawId} name={person.name} />
          ) : (
            <EmptyState icon={<ContactCard32Regular aria-hidden />} title={t('favourites.choose')} />
          )}
        </section>
      </div>
    </div>
  );
}
