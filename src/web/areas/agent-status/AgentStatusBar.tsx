import { useTranslation } from 'react-i18next';
import { useReadable } from '../../base/useReadable.ts';
import { useTimeFormats } from '../../i18n/formatTime.ts';
import { usePhone } from '../../calling/react.tsx';
import { MessageWithAction } from '../../ui/MessageWithAction.tsx';

/** Says that no call can reach the user while the call agent is disconnected. The button tries to reconnect at once. */
export function AgentStatusBar() {
  const { t } = useTranslation();
  const { formatExactTime } = useTimeFormats();
  const { agent } = usePhone();
  const status = useReadable(agent.status);
  if (status.kind === 'up') return null;
  const { waitsFor, nextAttemptAt } = status;
  return (
    <MessageWithAction
      role="status"
      action={waitsFor === 'calls' ? null : t('agent.tryNow')}
      isBusy={waitsFor === 'attempt'}
      onAction={agent.tryNow}
      isAboveView
    >
      {t(`agent.waitsFor.${waitsFor}`)}{' '}
      {/* This text changes with every attempt, so a screen reader does not announce it. */}
      <span aria-live="off">
        {nextAttemptAt !== null && t('agent.next', { time: formatExactTime(nextAttemptAt) })}
        {waitsFor === 'attempt' && t('agent.trying')}
      </span>
    </MessageWithAction>
  );
}
