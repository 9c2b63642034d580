import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../calling/react.tsx';
import { hangUp } from './hangUp.ts';

/** *Hang up* for a call screen that threw an error: it uses only the command, and none of the call's state. */
export function PlainHangUp() {
  const { t } = useTranslation();
  const session = useSession();
  return (
    <Button appearance="primary" onClick={() => void session.run(hangUp, undefined)}>
      {t('hangUp')}
    </Button>
  );
}
