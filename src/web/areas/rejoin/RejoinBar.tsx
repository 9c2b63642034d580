import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { useTargetName } from '../../people/useTargetName.ts';
import { WordBar } from '../../ui/WordBar.tsx';

const useStyles = makeStyles({
  bar: { margin: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0` },
});

/** After a reload in a call: says which call ended with the page, and calls there again if the person wants that. */
export function RejoinBar() {
  const { t } = useTranslation();
  const styles = useStyles();
  const { rejoin, placeCall } = usePhone();
  const target = useReadable(rejoin.offer);
  const name = useTargetName(target);
  const cannot = usePhoneState(({ isPlacing, connection }) => isPlacing || connection !== 'Connected');
  if (target === null) return null;
  return (
    <WordBar
      role="status"
      action={t('rejoin.rejoin')}
      isBusy={cannot}
      onAction={() => void placeCall(target, { video: false })}
      dismiss={{ label: t('rejoin.dismiss'), onDismiss: rejoin.dismiss }}
      className={styles.bar}
    >
      {target.kind === 'meeting' ? t('rejoin.meeting') : t('rejoin.call', { name })}
    </WordBar>
  );
}
