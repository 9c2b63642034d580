import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../calling/react.tsx';
import { hangUp } from './hangUp.ts';

/** The button *Hang up* for a call screen that threw an error. The button runs the command, and reads no state of the call. */
export function PlainHangUpButton() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <Button appearance="primary" onClick={() => void session.run(hangUp, undefined)}>
      {t('hangUp')}
    </Button>
  );
}
