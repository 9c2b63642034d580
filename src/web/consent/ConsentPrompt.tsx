import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ProblemBar } from '../ui/ProblemBar.tsx';
import { onNarrowScreen } from '../ui/screenWidth.ts';
import { useConsent } from './ConsentProvider.tsx';
import type { ConsentFeature } from './consents.ts';

const useStyles = makeStyles({
  prompt: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    textAlign: 'start',
    minWidth: 0,
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  // Large enough for a thumb.
  button: { [onNarrowScreen]: { minHeight: '40px' } },
  text: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

/**
 * Asks for the consent that a feature needs: one sentence that says why, *Allow…* and *Not now*. After a refusal, one
 * line says what is missing, and the user can still allow it. Renders nothing if the user has consented, or while that
 * is not known.
 */
export function ConsentPrompt({ feature }: { feature: ConsentFeature }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, isAsking, problem, allow, decline } = useConsent(feature);
  if (state === 'unknown' || state === 'granted') return null;
  const isFirstRequest = state === 'needed';
  return (
    <div className={styles.prompt}>
      {isFirstRequest ? (
        <Body1 className={styles.text}>{t(`consent.why.${feature}`)}</Body1>
      ) : (
        <Caption1 className={styles.text}>
          {t(`consent.without.${feature}`)} {t(`consent.${state}`)}
        </Caption1>
      )}
      <div className={styles.buttons}>
        <Button
          className={styles.button}
          size="small"
          appearance={isFirstRequest ? 'primary' : 'secondary'}
          onClick={allow}
        >
          {t('consent.allow')}
        </Button>
        {isFirstRequest && (
          <Button className={styles.button} size="small" appearance="subtle" onClick={decline}>
            {t('consent.notNow')}
          </Button>
        )}
      </div>
      <Caption1 role="status">{isAsking && t('consent.asking')}</Caption1>
      {problem && <ProblemBar problem={problem} action={t('consent.allow')} onRemedy={allow} />}
    </div>
  );
}
