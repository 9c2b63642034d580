import { Button, makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { onNarrowScreen } from '../../ui/screenWidth.ts';

const useStyles = makeStyles({ button: { [onNarrowScreen]: { minHeight: '40px' } } });

interface JoinButtonProps {
  /** The join link of the meeting. */
  link: string;
  /** The subject of the meeting, which becomes the title of the call. It may be empty. */
  subject: string;
  /** Id of the element that names the meeting. Screen readers read it after the button's name. */
  describedBy: string;
  isPrimary: boolean;
}

/** Joins a meeting without camera. While the user is in the meeting, the button is replaced by the word *Joined*. */
export function JoinButton({ link, subject, describedBy, isPrimary }: JoinButtonProps) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const isPlacing = usePhoneState((state) => state.isPlacing);
  const connection = usePhoneState((state) => state.connection);
  const isJoined = usePhoneState(({ calls }) =>
    calls.some((key) => {
      const target = phone.findSession(key)?.target;
      return target?.kind === 'meeting' && 'link' in target && target.link === link;
    }),
  );
  if (isJoined) return <span>{t('meetings.joined')}</span>;
  return (
    <Button
      className={styles.button}
      appearance={isPrimary ? 'primary' : 'secondary'}
      aria-describedby={describedBy}
      disabledFocusable={isPlacing || connection !== 'Connected'}
      onClick={() =>
        void phone.placeCall({ kind: 'meeting', link, ...(subject && { subject }) }, { video: false })
      }
    >
      {t('meetings.join')}
    </Button>
  );
}
