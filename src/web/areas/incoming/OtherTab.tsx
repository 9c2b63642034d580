import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { WordBar } from '../../ui/WordBar.tsx';

const useStyles = makeStyles({
  bar: { margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0` },
});

/** Says so when calls ring in another tab of this person, and moves them here. */
export function OtherTab() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { leaderTab } = usePhone();
  const isInCall = usePhoneState(({ calls }) => calls.length > 0);
  if (useReadable(leaderTab.status) !== 'other') return null;
  return (
    <WordBar role="status" action={t('tabs.take')} onAction={leaderTab.take} className={styles.bar}>
      {t(isInCall ? 'tabs.otherInCall' : 'tabs.other')}
    </WordBar>
  );
}
