import { makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ContextValue } from '../../calling/call/callOrigin.ts';
import { onConsole } from '../../ui/screenWidth.ts';

const useStyles = makeStyles({
  details: {
    gridArea: 'details',
    // Without a column for the calls, the disclosure stands below the time, at the end of the card.
    justifySelf: 'end',
    [onConsole]: { justifySelf: 'stretch' },
    ...typographyStyles.caption1,
    color: tokens.colorNeutralForeground2,
    textAlign: 'start',
  },
  summary: {
    cursor: 'pointer',
    width: 'fit-content',
    // At least 24 px high, so that fingers and unsteady hands hit it (WCAG 2.5.8).
    paddingBlock: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusSmall,
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  facts: { margin: `${tokens.spacingVerticalXS} 0 0`, overflowWrap: 'anywhere' },
  fact: { margin: `0 0 ${tokens.spacingVerticalXS}`, color: tokens.colorNeutralForeground1 },
  id: { fontFamily: tokens.fontFamilyMonospace },
});

interface CallerDetailsProps {
  /** The caller's object id or phone number, which the service guarantees; empty if the SDK does not say. */
  displayCallerId: string;
  /** What the calling application sent with the call; `null` if it sent nothing. */
  context: readonly ContextValue[] | null;
}

/** A disclosure with what the user rarely needs: the caller's verified id, and what the calling application sent. */
export function CallerDetails({ displayCallerId, context }: CallerDetailsProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  if (displayCallerId === '' && context === null) return null;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>{t('incoming.details')}</summary>
      <dl className={styles.facts}>
        {displayCallerId !== '' && (
          <>
            <dt>{t('incoming.id')}</dt>
            <dd className={styles.fact}>
              <bdi className={styles.id}>{displayCallerId}</bdi>
            </dd>
          </>
        )}
        {context?.map(({ key, value }) => (
          <div key={`${key} ${value}`}>
            <dt>
              <bdi>{key ?? t('incoming.context')}</bdi>
            </dt>
            <dd className={styles.fact}>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
