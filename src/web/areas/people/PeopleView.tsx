import { makeStyles, mergeClasses, Title3, tokens } from '@fluentui/react-components';
import { ContactCard32Regular } from '@fluentui/react-icons/svg/contact-card';
import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FavouritesBoard } from '../../favourites/FavouritesBoard.tsx';
import { type ChosenPerson, ShownPersonContext } from '../../favourites/PersonRow.tsx';
import { ConsentPrompt } from '../../consent/ConsentPrompt.tsx';
import { useConsent } from '../../consent/ConsentProvider.tsx';
import { PersonDetails } from '../../person-card/PersonDetails.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { onOneColumn } from '../../ui/screenWidth.ts';
import { viewStyle } from '../../ui/viewStyle.ts';
import { visuallyHidden } from '../../ui/visuallyHidden.ts';

const useStyles = makeStyles({
  view: { ...viewStyle, height: '100%', containerType: 'inline-size', textAlign: 'start' },
  title: { margin: 0 },
  columns: { display: 'flex', gap: tokens.spacingHorizontalXXL, flexGrow: 1, minHeight: 0 },
  list: { display: 'flex', flexGrow: 1, flexBasis: 0, minWidth: 0, minHeight: 0 },
  details: {
    flexGrow: 1,
    flexBasis: 0,
    minWidth: 0,
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXL,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    // Too narrow for details beside the list, so that a press on a person opens a card instead.
    '@container (max-width: 719px)': { display: 'none' },
  },
  hidden: visuallyHidden,
  // Starts where the words of the line below it start. Without a prompt, it must add no gap.
  missingNames: {
    display: 'none',
    [onOneColumn]: { '&:not(:empty)': { display: 'block', paddingInline: tokens.spacingHorizontalXS } },
  },
  noDetails: { display: 'grid', backgroundColor: tokens.colorTransparentBackground },
});

/** The view *People*: the favourites in their groups and the directory, and beside them the details of one person. */
export function PeopleView() {
  const { t } = useTranslation();
  const styles = useStyles();
  const listTitleId = useId();
  const details = useRef<HTMLElement>(null);
  const [person, setPerson] = useState<ChosenPerson | null>(null);
  /** Shows the details if there is room for them. @returns whether there is */
  const showDetails = useCallback((chosenPerson: ChosenPerson) => {
    const hasRoom = details.current !== null && getComputedStyle(details.current).display !== 'none';
    if (hasRoom) setPerson(chosenPerson);
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

/** Asks for names and presence in one question or, if the user has allowed names, for the presence alone. */
export function PeopleConsent() {
  const { state } = useConsent('people');
  if (state === 'granted') return <ConsentPrompt feature="othersPresence" />;
  return <ConsentPrompt feature="people" others={['othersPresence']} />;
}

/** Says in one line on a phone, whose home screen folds the question for names, that they are missing. */
export function MissingNames() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.missingNames}>
      <ConsentPrompt feature="people" others={['othersPresence']} line={t('consent.namesMissing')} />
    </div>
  );
}
