import { Caption1 } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useTimeFormats } from '../i18n/formatTime.ts';
import type { SignedInPhase } from './phase.ts';

/**
 * Says when the app tries by itself to connect again. The text changes with every attempt, so a screen reader does not
 * announce it.
 */
export function NextAttempt({
  nextAttempt,
}: Pick<Extract<SignedInPhase, { kind: 'notConnected' }>, 'nextAttempt'>) {
  const { t } = useTranslation();
  const { formatExactTime } = useTimeFormats();
  if (nextAttempt === null) return null;
  return (
    <Caption1 aria-live="off">
      {nextAttempt === 'running'
        ? t('agent.trying')
        : t('agent.next', { time: formatExactTime(nextAttempt) })}
    </Caption1>
  );
}
