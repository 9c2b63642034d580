import { Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusSurroundings } from '../../ui/focusSurroundings.ts';
import { onOneColumn } from '../../ui/screenWidth.ts';
import { useComputer, type Computer } from './useComputer.ts';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    flexShrink: 0,
    boxSizing: 'border-box',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    textAlign: 'start',
  },
  words: { display: 'flex', flexDirection: 'column', flex: '1 1 240px', minWidth: 0 },
  title: { margin: 0 },
  text: { color: tokens.colorNeutralForeground2 },
  buttons: {
    display: 'flex',
    gap: tokens.spacingHorizontalS,
    minWidth: 0,
    [onOneColumn]: { flexBasis: '100%' },
  },
  // On a phone, both answers are on one row in every language.
  button: { minWidth: 0, [onOneColumn]: { flex: '1 1 0', paddingInline: tokens.spacingHorizontalS } },
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
      <div className={styles.words}>
        <Body1Strong as="h2" id={titleId} className={styles.title}>
          {t('computer.question')}
        </Body1Strong>
        <Caption1 className={styles.text}>{t('computer.why')}</Caption1>
      </div>
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
