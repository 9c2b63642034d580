import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Info24Regular } from '@fluentui/react-icons/svg/info';
import { Open24Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import { rawIdOf } from '../../people/rawId.ts';
import type { Callee } from '../../callee/useCallee.ts';
import { PersonCard } from '../../people/PersonCard.tsx';
import { StarButton } from '../../people/StarButton.tsx';

const useStyles = makeStyles({
  // Always as wide as two large buttons, so that nothing moves when the directory finds a person.
  actions: { display: 'flex', gap: tokens.spacingHorizontalXS, minWidth: '84px', minHeight: '40px' },
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
      {target?.kind === 'meeting' && (
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
