import { Body1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ModalDialog } from '../ui/ModalDialog.tsx';
import { ArtifactCard, focusCard } from './ArtifactCard.tsx';
import { readArtifacts, type Artifact, type InspectorSource, type UserIds } from './artifacts.ts';
import { ExchangeSequence } from './ExchangeSequence.tsx';
import { findExchangeCase, isInArticle } from './exchangeCase.ts';

const useStyles = makeStyles({
  surface: { maxWidth: 'min(1040px, calc(100vw - 16px))' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  cards: {
    display: 'grid',
    gap: tokens.spacingVerticalM,
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 380px), 1fr))',
    alignItems: 'start',
  },
});

interface TokenInspectorProps {
  source: InspectorSource;
  /** `null` if the user has signed out in another tab. */
  user: UserIds | null;
  onClose: () => void;
}

/** Shows the token exchange of this sign-in step by step, and below it every artifact, decoded and redacted. */
export function TokenInspector({ source, user, onClose }: TokenInspectorProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const exchangeCase = findExchangeCase(source.config);
  const [artifacts, setArtifacts] = useState<readonly Artifact[] | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void readArtifacts(source, user).then((nextArtifacts) => isCurrent && setArtifacts(nextArtifacts));
    return () => void (isCurrent = false);
  }, [source, user]);
  return (
    // The content is longer than the dialog, so the keyboard must be able to scroll it (`tabIndex`).
    <ModalDialog
      title={t('inspector.title')}
      closeLabel={t('inspector.close')}
      isClosePrimary
      onClose={onClose}
      surfaceClassName={styles.surface}
      className={styles.content}
      tabIndex={0}
    >
      <Body1 as="p">
        <strong>{t(`inspector.ways.${exchangeCase}`)}</strong> {t('inspector.text')}{' '}
        {isInArticle(exchangeCase) && t('inspector.article')}
      </Body1>
      <ExchangeSequence exchangeCase={exchangeCase} onArtifact={focusCard} />
      {artifacts === null && <Spinner label={t('inspector.reading')} />}
      <div className={styles.cards}>
        {artifacts?.map((artifact) => (
          <ArtifactCard key={artifact.id} artifact={artifact} exchangeCase={exchangeCase} />
        ))}
      </div>
    </ModalDialog>
  );
}
