import { Body1, Body1Strong, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusSurroundings } from '../../ui/focusSurroundings.ts';
import { onNarrowScreen } from '../../ui/screenWidth.ts';
import { useComputer, type Computer } from './useComputer.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    textAlign: 'start',
  },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2 },
  buttons: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginBlockStart: tokens.spacingVerticalXS,
  },
  // Large enough for a thumb.
  button: { [onNarrowScreen]: { minHeight: '40px' } },
});

/** At the first start, asks whether this is the user's own or a shared computer, because a sign-out treats the lists differently. */
export function ComputerQuestion() {
  const { t } = useTranslation();
  const styles = useStyles();
  const titleId = useId();
  const card = useRef<HTMLDivElement>(null);
  const { answer, suggestion, choose } = useComputer();
  if (answer !== null) return null;
  const chooseAndClose = (computer: Computer) => {
    // The card disappears with the focused button.
    if (card.current) focusSurroundings(card.current);
    choose(computer);
  };
  return (
    // No `section`, so that Ctrl+F6 does not stop at a question that is asked once.
    <div role="group" ref={card} aria-labelledby={titleId} className={styles.card}>
      <Body1Strong as="h2" id={titleId} className={styles.title}>
        {t('computer.question')}
      </Body1Strong>
      <Body1 className={styles.text}>{t('computer.why')}</Body1>
      <div className={styles.buttons}>
        {(['own', 'shared'] as const).map((computer) => (
          <Button
            key={computer}
            className={styles.button}
            appearance={computer === suggestion ? 'primary' : 'secondary'}
            onClick={() => chooseAndClose(computer)}
          >
            {t(`computer.${computer}`)}
          </Button>
        ))}
      </div>
    </div>
  );
}
