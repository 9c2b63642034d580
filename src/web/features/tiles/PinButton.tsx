import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Pin20Filled, Pin20Regular } from '@fluentui/react-icons/svg/pin';
import { useTranslation } from 'react-i18next';
import { useFeatureValue, useSession } from '../../calling/react.tsx';
import { layout } from './layout.ts';

const useStyles = makeStyles({
  button: {
    backgroundColor: tokens.colorNeutralBackground1,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  // Shown while the pointer is on the tile, while the focus is on the button, and always on a touch screen.
  onDemand: {
    '@media (hover: hover)': {
      opacity: 0,
      ':is([data-tile]:hover *)': { opacity: 1 },
      ':focus-visible': { opacity: 1 },
    },
  },
});

/** Pins a participant: only for this user, that tile becomes the large one. It needs at least two other participants. */
export function PinButton({ rawId, name }: { rawId: string; name: string }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const session = useSession();
  const isPinned = useFeatureValue(layout, ({ pinnedId }) => pinnedId === rawId) ?? false;
  const canPin = useFeatureValue(layout, ({ participantCount }) => participantCount >= 2) ?? false;
  if (!canPin) return null;
  const label = t(isPinned ? 'layout.unpin' : 'layout.pin', { name });
  return (
    <Button
      size="small"
      appearance="subtle"
      className={mergeClasses(styles.button, !isPinned && styles.onDemand)}
      icon={isPinned ? <Pin20Filled /> : <Pin20Regular />}
      aria-label={label}
      title={label}
      onClick={() => void session.run(layout, { pinnedId: isPinned ? null : rawId })}
    />
  );
}
