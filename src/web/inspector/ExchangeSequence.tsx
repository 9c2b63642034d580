import { Button, makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import {
  listParties,
  listSteps,
  type ArtifactId,
  type Party,
  type Step,
  type ExchangeCase,
  articleLabels,
} from './exchangeCase.ts';

/** The artifacts that have no letter in Microsoft's article, but a name of their own. */
type NamedArtifact = 'credentials' | 'extensionToken' | 'agentToken';

/** Returns the function that names an artifact, for example “Artifact 1 (A1)”. */
export function useArtifactName(): (id: ArtifactId) => string {
  const { t } = useTranslation();
  return (id) => {
    const { number, letter } = articleLabels[id];
    if (number && letter) return t('inspector.names.both', { number, letter });
    if (letter) return t('inspector.names.letter', { letter });
    return t(`inspector.names.${id as NamedArtifact}`);
  };
}

const narrow = '@media (max-width: 640px)';

const useStyles = makeStyles({
  parties: {
    display: 'grid',
    gridAutoFlow: 'column',
    gridAutoColumns: '1fr',
    textAlign: 'center',
    ...typographyStyles.body1Strong,
    [narrow]: { display: 'none' },
  },
  steps: { listStyleType: 'none', margin: 0, padding: 0 },
  step: {
    padding: `${tokens.spacingVerticalS} 0`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    breakInside: 'avoid',
  },
  columns: { display: 'grid', gridAutoColumns: '1fr', [narrow]: { display: 'none' } },
  arrow: {
    position: 'relative',
    height: '2px',
    margin: `${tokens.spacingVerticalS} 0`,
    backgroundColor: tokens.colorBrandStroke1,
    // The arrow is a background, which the browser would remove with forced colors.
    forcedColorAdjust: 'none',
    '@media (forced-colors: active)': { backgroundColor: 'CanvasText' },
  },
  arrowHead: {
    position: 'absolute',
    top: '-4px',
    borderTop: '5px solid transparent',
    borderBottom: '5px solid transparent',
  },
  atEnd: {
    insetInlineEnd: 0,
    borderInlineStartWidth: '8px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke1,
  },
  atStart: {
    insetInlineStart: 0,
    borderInlineEndWidth: '8px',
    borderInlineEndStyle: 'solid',
    borderInlineEndColor: tokens.colorBrandStroke1,
  },
  words: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  between: { color: tokens.colorNeutralForeground2, whiteSpace: 'nowrap' },
});

interface SequenceProps {
  exchangeCase: ExchangeCase;
  onArtifact: (id: ArtifactId) => void;
}

/**
 * A sequence diagram of the token exchange. In each step, one party sends artifacts (the tokens and ids that Microsoft's article
 * numbers from A1 to D) to another. Screen readers read the texts; the arrows are decoration.
 * @see https://learn.microsoft.com/azure/communication-services/concepts/interop/custom-teams-endpoint-authentication-overview
 */
export function ExchangeSequence({ exchangeCase, onArtifact }: SequenceProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const parties = listParties(exchangeCase);
  return (
    <div>
      <div className={styles.parties} aria-hidden>
        {parties.map((party) => (
          <span key={party}>{t(`inspector.parties.${party}`)}</span>
        ))}
      </div>
      <ol className={styles.steps} aria-label={t('inspector.sequence')}>
        {listSteps(exchangeCase).map((step, index) => (
          <li key={step.text} className={styles.step}>
            <StepArrow step={step} parties={parties} />
            <StepText step={step} number={index + 1} onArtifact={onArtifact} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function StepArrow({ step: { from, to }, parties }: { step: Step; parties: readonly Party[] }) {
  const styles = useStyles();
  const sender = parties.indexOf(from);
  const receiver = parties.indexOf(to);
  const firstColumn = Math.min(sender, receiver);
  const lastColumn = Math.max(sender, receiver);
  // Each party has two grid columns, so that an arrow can begin and end at the line between them. Grid lines count from 1.
  return (
    <div
      className={styles.columns}
      style={{ gridTemplateColumns: `repeat(${parties.length * 2}, 1fr)` }}
      aria-hidden
    >
      <div className={styles.arrow} style={{ gridColumn: `${firstColumn * 2 + 2} / ${lastColumn * 2 + 2}` }}>
        <span className={mergeClasses(styles.arrowHead, receiver > sender ? styles.atEnd : styles.atStart)} />
      </div>
    </div>
  );
}

function StepText({
  step,
  number,
  onArtifact,
}: Pick<SequenceProps, 'onArtifact'> & { step: Step; number: number }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const nameArtifact = useArtifactName();
  return (
    <div className={styles.words}>
      <strong>{number}.</strong>
      <span className={styles.between}>
        {t('inspector.fromTo', {
          from: t(`inspector.parties.${step.from}`),
          to: t(`inspector.parties.${step.to}`),
        })}
      </span>
      <span>{t(`inspector.steps.${step.text}`)}</span>
      {step.carries.map((id) => (
        <Button key={id} size="small" shape="circular" onClick={() => onArtifact(id)}>
          {nameArtifact(id)}
        </Button>
      ))}
    </div>
  );
}
