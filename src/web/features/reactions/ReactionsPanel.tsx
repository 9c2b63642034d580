import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { reactions } from './reactions.ts';
import { kinds, icons } from './icons.tsx';

const useStyles = makeStyles({
  signs: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  sign: { justifyContent: 'start', fontWeight: tokens.fontWeightRegular },
});

/** The reactions that the user can send. */
export function ReactionsPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(reactions);
  return (
    <Panel title={t('reactions.title')}>
      <div className={styles.signs}>
        {kinds.map((kind) => (
          <Button
            key={kind}
            appearance="subtle"
            size="large"
            className={styles.sign}
            icon={icons[kind]}
            disabledFocusable={pending || state.can !== 'yes'}
            onClick={() => run(kind)}
          >
            {t(`reactions.kinds.${kind}`)}
          </Button>
        ))}
      </div>
      {state.can !== 'yes' && <Caption1>{t(`unavailable.${state.can}`)}</Caption1>}
    </Panel>
  );
}
