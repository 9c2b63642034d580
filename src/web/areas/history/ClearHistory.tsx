import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistory } from '../../history/HistoryProvider.tsx';

const useStyles = makeStyles({
  question: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/**
 * Clears the history after the user confirms it.
 * @param onCleared runs after the list has been cleared; the pressed button has disappeared then
 */
export function ClearHistory({ onCleared }: { onCleared: () => void }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const history = useHistory();
  const [isAsking, setAsking] = useState(false);
  const question = useRef<HTMLDivElement>(null);
  const wasCancelled = useRef(false);
  useEffect(() => {
    if (isAsking) question.current?.focus();
  }, [isAsking]);
  /** Gives the focus back to the button that opened the question. */
  const restoreFocus = (button: HTMLButtonElement | null) => {
    if (wasCancelled.current) button?.focus();
    if (button) wasCancelled.current = false;
  };
  if (!isAsking)
    return (
      <Button ref={restoreFocus} appearance="subtle" size="small" onClick={() => setAsking(true)}>
        {t('history.clear')}
      </Button>
    );
  return (
    <div
      ref={question}
      role="group"
      aria-label={t('history.clearAsk')}
      tabIndex={-1}
      className={styles.question}
    >
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
          wasCancelled.current = true;
          setAsking(false);
        }}
      >
        {t('history.clearNo')}
      </Button>
    </div>
  );
}
