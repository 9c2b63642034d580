import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { Call24Filled } from '@fluentui/react-icons/svg/call';
import { CallEnd24Filled } from '@fluentui/react-icons/svg/call-end';
import { Video24Filled } from '@fluentui/react-icons/svg/video';
import { useTranslation } from 'react-i18next';
import { usePersonName, usePhone, usePhoneState } from '../../calling/react.tsx';
import type { IncomingSnapshot } from '../../calling/snapshot.ts';
import { PersonAvatar } from '../../ui/PersonAvatar.tsx';

const useStyles = makeStyles({
  content: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    overflowWrap: 'anywhere',
  },
});

/** The call that has been ringing longest; the next one shows when it is answered. */
export function IncomingDialog() {
  const [first] = usePhoneState().incoming;
  return first ? <Ringing key={first.key} incoming={first} /> : null;
}

function Ringing({ incoming }: { incoming: IncomingSnapshot }) {
  const { t } = useTranslation();
  const styles = useStyles();
  const phone = usePhone();
  const name = usePersonName(incoming.from, incoming.displayName) || t('incoming.someone');
  return (
    <Dialog open modalType="alert">
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('incoming.title', { name })}</DialogTitle>
          <DialogContent className={styles.content}>
            <PersonAvatar name={name} size={56} />
            <span>{incoming.from?.replace(/^8:orgid:/, '')}</span>
          </DialogContent>
          <DialogActions fluid>
            <Button
              appearance="primary"
              icon={<Call24Filled />}
              onClick={() => void phone.accept(incoming.key, { video: false })}
            >
              {t('incoming.accept')}
            </Button>
            <Button icon={<Video24Filled />} onClick={() => void phone.accept(incoming.key, { video: true })}>
              {t('incoming.acceptWithVideo')}
            </Button>
            <Button icon={<CallEnd24Filled />} onClick={() => void phone.decline(incoming.key)}>
              {t('incoming.decline')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}
