import { Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { reactions } from './reactions.ts';
import { reactionKinds, reactionIcons } from './reactionIcons.tsx';

const useStyles = makeStyles({
  buttons: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  button: { justifyContent: 'start', fontWeight: tokens.fontWeightRegular },
});

/** The reactions that the user can send. */
export function ReactionsPanel() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(reactions);
  return (
    <Panel title={t('reactions.title')}>
      <div className={styles.buttons}>
        {reactionKinds.map((kind) => (
          <Button
            key={kind}
            appearance="subtle"
            size="large"
            className={styles.button}
            icon={reactionIcons[kind]}
            disabledFocusable={pending || state.availability !== 'yes'}
            onClick={() => run(kind)}
          >
            {t(`reactions.kinds.${kind}`)}
          </Button>
        ))}
      </div>
      {state.availability !== 'yes' && <Caption1>{t(`unavailable.${state.availability}`)}</Caption1>}
    </Panel>
  );
}
