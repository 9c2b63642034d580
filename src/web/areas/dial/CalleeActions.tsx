import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Info24Regular } from '@fluentui/react-icons/svg/info';
import { Open24Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import { rawIdOf } from '../../people/rawId.ts';
import type { Callee } from '../../callee/useCallee.ts';
import { PersonCard } from '../../person-card/PersonCard.tsx';
import { StarButton } from '../../people/StarButton.tsx';
import { onOneColumn } from '../../ui/screenWidth.ts';

const useStyles = makeStyles({
  // Always as wide as two large buttons, so that nothing moves when the directory finds a person.
  // On a phone they have a row of their own, and no room while there are none.
  actions: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    minWidth: '84px',
    minHeight: '40px',
    [onOneColumn]: { width: '100%', ':empty': { display: 'none' } },
  },
});

/**
 * Buttons for the callee. A person has a star, which adds the person to the favourites, and a card. A meeting has a link to
 * Teams, where its chat and files are.
 */
export function CalleeActions({ callee: { person, target } }: { callee: Callee }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.actions}>
      {person && (
        <>
          <StarButton rawId={rawIdOf(person.oid)} name={person.name} size="large" />
          <PersonCard rawId={rawIdOf(person.oid)} name={person.name}>
            <Button
              appearance="subtle"
              size="large"
              icon={<Info24Regular />}
              aria-label={t('person.about', { name: person.name })}
            />
          </PersonCard>
        </>
      )}
      {target?.kind === 'meeting' && 'link' in target && (
        <Button
          as="a"
          appearance="subtle"
          size="large"
          icon={<Open24Regular />}
          aria-label={t('dial.openInTeams')}
          href={target.link}
          target="_blank"
          rel="noreferrer"
        />
      )}
    </div>
  );
}
