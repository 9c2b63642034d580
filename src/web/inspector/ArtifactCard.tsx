import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useTimeFormats } from '../i18n/formatTime.ts';
import type { Artifact } from './artifacts.ts';
import type { ShownClaim } from './claims.ts';
import { useArtifactName } from './ExchangeSequence.tsx';
import type { ArtifactId, ExchangeCase } from './exchangeCase.ts';

const useStyles = makeStyles({
  card: {
    padding: tokens.spacingVerticalM,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    minWidth: 0,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  heading: { ...typographyStyles.subtitle2, margin: 0 },
  facts: { display: 'grid', gridTemplateColumns: 'auto 1fr', gap: '2px 12px', margin: '8px 0' },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  claims: { ...typographyStyles.caption1, fontFamily: tokens.fontFamilyMonospace },
});

const toElementId = (id: ArtifactId) => `artifact-${id}`;

/** Scrolls to the card of an artifact, and moves the focus there. */
export function focusCard(id: ArtifactId): void {
  const card = document.getElementById(toElementId(id));
  card?.scrollIntoView({ block: 'center' });
  card?.focus();
}

/** Finds the key of the texts about an artifact, because some artifacts share their texts. */
function findTextKey(id: ArtifactId, exchangeCase: ExchangeCase) {
  // It is a secret of the token service. In a direct exchange it is the user's token for the ACS resource.
  if (id === 'authorisation') return exchangeCase === '1b' ? 'bearer' : id;
  if (id === 'extensionToken') return 'bearer';
  return id === 'agentToken' ? 'acsToken' : id;
}

/** The card of one artifact: what it is, its facts, who may see it, and its redacted claims. */
export function ArtifactCard({ artifact, exchangeCase }: { artifact: Artifact; exchangeCase: ExchangeCase }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const headingId = useId();
  const nameArtifact = useArtifactName();
  const { formatDateAndTime } = useTimeFormats();
  const { id, token, facts } = artifact;
  const textKey = findTextKey(id, exchangeCase);
  return (
    <section id={toElementId(id)} tabIndex={-1} aria-labelledby={headingId} className={styles.card}>
      <h3 id={headingId} className={styles.heading}>
        {nameArtifact(id)}
      </h3>
      <dl className={styles.facts}>
        <Fact name={t('inspector.facts.type')} value={t(`inspector.types.${textKey}`)} />
        {textKey === 'acsToken' && (
          <Fact name={t('inspector.facts.audience')} value={t('inspector.acsAudience')} />
        )}
        {facts.map(({ name, value }) => (
          <Fact key={name} name={t(`inspector.facts.${name}`)} value={value} />
        ))}
        {token?.expiresAt && (
          <Fact name={t('inspector.facts.expiry')} value={formatDateAndTime(token.expiresAt)} />
        )}
        <Fact name={t('inspector.facts.seen')} value={t(`inspector.seen.${textKey}`)} />
        {token && (
          <Fact
            name={t('inspector.facts.start')}
            value={t('inspector.start', { start: token.start, length: token.length })}
          />
        )}
      </dl>
      {token && (
        <details>
          <summary>{t('inspector.claims')}</summary>
          <ClaimList claims={token.header} />
          <ClaimList claims={token.claims} />
        </details>
      )}
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  const styles = useStyles();
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        <bdi>{value}</bdi>
      </dd>
    </>
  );
}

function ClaimList({ claims }: { claims: readonly ShownClaim[] }) {
  const styles = useStyles();
  return (
    <dl className={`${styles.facts} ${styles.claims}`}>
      {claims.map(({ name, value }) => (
        <Fact key={name} name={name} value={value} />
      ))}
    </dl>
  );
}
