import { Caption1Strong, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  notice: { ...typographyStyles.caption1, textAlign: 'start', padding: `0 0 ${tokens.spacingVerticalS}` },
  facts: { margin: 0, paddingInlineStart: tokens.spacingHorizontalXL },
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
      <Caption1Strong>{t('emergency.title')}</Caption1Strong>
      <ul className={styles.facts}>
        <li>{t('emergency.line')}</li>
        <li>{t('emergency.location')}</li>
        <li>{t('emergency.callback')}</li>
        <li>{t('emergency.securityDesk')}</li>
      </ul>
    </div>
  );
}
