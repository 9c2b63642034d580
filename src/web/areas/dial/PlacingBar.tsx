import { useTranslation } from 'react-i18next';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { MessageWithAction } from '../../ui/MessageWithAction.tsx';
import { useTakesLong } from '../../ui/useTakesLong.ts';

/** Says what the app waits for before it can place a call, and lets the user give up. It shows nothing if that takes no time. */
export function PlacingBar() {
  const { t } = useTranslation();
  const { cancelPlacing } = usePhone();
  const placing = usePhoneState((state) => state.placing);
  const takesLong = useTakesLong(placing !== null);
  if (placing === null || !takesLong) return null;
  return (
    <MessageWithAction role="status" action={t('placing.cancel')} onAction={cancelPlacing} isAboveView>
      {t(placing === 'devices' ? 'placing.devices' : 'placing.call')}
    </MessageWithAction>
  );
}
