import { Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  // Stands below the box and the buttons, as wide as both.
  notice: {
    flexBasis: '100%',
    boxSizing: 'border-box',
    marginBlockEnd: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: `1px solid ${tokens.colorStatusWarningBorder1}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorNeutralForeground1,
    textAlign: 'start',
  },
  facts: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
    margin: `${tokens.spacingVerticalXS} 0 0`,
    paddingInlineStart: tokens.spacingHorizontalXL,
  },
});

/**
 * What will and will not happen in an emergency call, shown before the user dials. It stops nobody from dialling.
 * `docs/emergency-calls.md` names the sources.
 */
export function EmergencyNotice() {
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <div role="note" aria-label={t('emergency.title')} className={styles.notice}>
      <Body1Strong>{t('emergency.title')}</Body1Strong>
      <ul className={styles.facts}>
        <li>{t('emergency.line')}</li>
        <li>{t('emergency.location')}</li>
        <li>{t('emergency.callback')}</li>
        <li>{t('emergency.securityDesk')}</li>
      </ul>
    </div>
  );
}
