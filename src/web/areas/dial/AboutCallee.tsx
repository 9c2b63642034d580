import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Info24Regular } from '@fluentui/react-icons/svg/info';
import { Open24Regular } from '@fluentui/react-icons/svg/open';
import { useTranslation } from 'react-i18next';
import { rawIdOf } from '../../people/rawId.ts';
import type { Callee } from '../../callee/useCallee.ts';
import { PersonCard } from '../../people/PersonCard.tsx';
import { StarButton } from '../../people/StarButton.tsx';

const useStyles = makeStyles({
  // As wide as two large buttons even when it is empty, so that nothing moves when the directory finds a person.
  about: { display: 'flex', gap: tokens.spacingHorizontalXS, minWidth: '84px', minHeight: '40px' },
});

/** For one person: the star and the person card. For a meeting: a link to Teams, which has its chat and files. */
export function AboutCallee({ callee: { person, target } }: { callee: Callee }) {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div className={styles.about}>
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
