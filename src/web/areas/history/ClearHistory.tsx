import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../history/HistoryProvider.tsx';

const useStyles = makeStyles({
  ask: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** Empties the list, after a second thought. */
export function ClearHistory({ onCleared }: { onCleared: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const history = useHistory();
  const [asking, setAsking] = useState(false);
  const question = useRef<HTMLDivElement>(null);
  const isBack = useRef(false);
  useEffect(() => {
    if (asking) question.current?.focus();
  }, [asking]);
  const takeFocus = (button: HTMLButtonElement | null) => {
    if (isBack.current) button?.focus();
    if (button) isBack.current = false;
  };
  if (!asking)
    return (
      <Button ref={takeFocus} appearance="subtle" size="small" onClick={() => setAsking(true)}>
        {t('history.clear')}
      </Button>
    );
  return (
    <div ref={question} role="group" aria-label={t('history.clearAsk')} tabIndex={-1} className={styles.ask}>
      <Body1>{t('history.clearAsk')}</Body1>
      <Button
        size="small"
        onClick={() => {
          history.clear();
          onCleared();
        }}
      >
        {t('history.clearYes')}
      </Button>
      <Button
        size="small"
        appearance="subtle"
        onClick={() => {
          isBack.current = true;
          setAsking(false);
        }}
      >
        {t('history.clearNo')}
      </Button>
    </div>
  );
}
