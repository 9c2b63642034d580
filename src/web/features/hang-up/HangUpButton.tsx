import { makeStyles, tokens } from '@fluentui/react-components';
import { CallEnd24Filled } from '@fluentui/react-icons/svg/call-end';
import { useTranslation } from 'react-i18next';
import { useFeature } from '../../calling/react.tsx';
import { ControlButton } from '../../ui/ControlButton.tsx';
import { hangUp } from './hangUp.ts';

const useStyles = makeStyles({
  red: {
    backgroundColor: tokens.colorStatusDangerBackground3,
    color: tokens.colorNeutralForegroundOnBrand,
    ':hover': {
      backgroundColor: tokens.colorStatusDangerBackground3Hover,
      color: tokens.colorNeutralForegroundOnBrand,
    },
  },
});

/** The user can press this button as long as the call exists, even while another command is running. */
export function HangUpButton() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { state, pending, run } = useFeature(hangUp);
  return (
    <ControlButton
      label={t('hangUp')}
      icon={<CallEnd24Filled />}
      appearance="primary"
      className={styles.red}
      pending={pending || state.isLeaving}
      onClick={run}
    />
  );
}
