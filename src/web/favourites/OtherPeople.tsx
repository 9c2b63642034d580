import { Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { Star20Filled, Star20Regular } from '@fluentui/react-icons/svg/star';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../base/useReadable.ts';
import type { Favourite } from '../people/favouriteGroups.ts';
import { usePeople, usePersonName } from '../people/PeopleProvider.tsx';
import { PersonRow, type PressedPerson } from './PersonRow.tsx';
import { useRowStyles } from './rowStyles.ts';

const useStyles = makeStyles({
  heading: {
    margin: 0,
    padding: tokens.spacingHorizontalXS,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  message: {
    display: 'block',
    paddingInline: tokens.spacingHorizontalXS,
    minHeight: tokens.lineHeightBase200,
  },
  starred: { color: tokens.colorBrandForeground1 },
});

interface OtherPeopleProps {
  title: string;
  people: readonly Favourite[];
  /** A text below the heading, for example that nobody was found; empty for none. */
  message?: string;
  /** Whether the rows have the buttons *Call*, *Transfer* and *Consult*; `true` by default. */
  hasActions?: boolean;
  onOpen: (person: PressedPerson) => void;
}

/** A list of people who need not be favourites. A star adds a person to the favourites. */
export function OtherPeople({ title, people, message = '', hasActions = true, onOpen }: OtherPeopleProps) {
  const styles = useStyles();
  const headingId = useId();
  return (
    <div>
      <Subtitle2 as="h3" id={headingId} className={styles.heading}>
        {title}
      </Subtitle2>
      <Caption1 role="status" className={styles.message}>
        {message}
      </Caption1>
      <ul aria-labelledby={headingId} className={styles.list}>
        {people.map(({ id, name }) => (
          <PersonRow key={id} rawId={id} storedName={name} hasActions={hasActions} onOpen={onOpen}>
            <Star rawId={id} storedName={name} />
          </PersonRow>
        ))}
      </ul>
    </div>
  );
}

/** Adds a person to the favourites, or removes the person. A plain button, as the other buttons of the row. */
function Star({ rawId, storedName }: { rawId: string; storedName: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const rowStyles = useRowStyles();
  const name = usePersonName(rawId, storedName);
  const { favourites } = usePeople();
  const isFavourite = useReadable(favourites.list).some(({ id }) => id === rawId);
  return (
    <button
      type="button"
      className={mergeClasses(rowStyles.button, isFavourite && styles.starred)}
      aria-pressed={isFavourite}
      aria-label={t('person.star', { name })}
      onClick={() => favourites.toggle({ id: rawId, name })}
    >
      {isFavourite ? <Star20Filled /> : <Star20Regular />}
    </button>
  );
}
