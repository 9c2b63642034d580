import {
  InteractionTag,
  InteractionTagPrimary,
  InteractionTagSecondary,
  makeStyles,
  TagGroup,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { rawIdOf } from '../people/rawId.ts';
import type { Person } from '../people/people.ts';
import { PersonCard } from '../person-card/PersonCard.tsx';
import { oneLine } from '../ui/oneLine.ts';

const useStyles = makeStyles({
  tags: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    marginBlockEnd: tokens.spacingVerticalXS,
  },
  name: { ...oneLine, maxWidth: '200px' },
});

interface ChosenPeopleProps {
  label: string;
  people: readonly Person[];
  onRemove: (oid: string) => void;
}

/** The people whom the user has chosen in a callee box. Each has a card, and a button that removes the person. */
export function ChosenPeople({ label, people, onRemove }: ChosenPeopleProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (people.length === 0) return null;
  return (
    <TagGroup aria-label={label} className={styles.tags} onDismiss={(_event, { value }) => onRemove(value)}>
      {people.map(({ oid, name }) => (
        <InteractionTag key={oid} value={oid}>
          <PersonCard rawId={rawIdOf(oid)} name={name}>
            <InteractionTagPrimary hasSecondaryAction>
              <bdi className={styles.name}>{name}</bdi>
            </InteractionTagPrimary>
          </PersonCard>
          {/* Fluent sets `aria-labelledby`, by which screen readers would say the person's name twice. */}
          <InteractionTagSecondary aria-label={t('dial.remove', { name })} aria-labelledby={undefined} />
        </InteractionTag>
      ))}
    </TagGroup>
  );
}
