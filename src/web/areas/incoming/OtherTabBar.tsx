import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { usePhone, usePhoneStateLater } from '../../calling/react.tsx';
import { MessageWithAction } from '../../ui/MessageWithAction.tsx';

/** A bar that appears while calls ring in another tab, the leader tab. The button makes them ring in this tab. */
export function OtherTabBar() {
  const { t } = useTranslation();
  const { leaderTab } = usePhone();
  const isInCall = usePhoneStateLater(({ calls }) => calls.length > 0);
  if (useReadable(leaderTab.status) !== 'other') return null;
  return (
    <MessageWithAction role="status" action={t('tabs.take')} onAction={leaderTab.takeOver} isAboveView>
      {t(isInCall ? 'tabs.otherInCall' : 'tabs.other')}
    </MessageWithAction>
  );
}
