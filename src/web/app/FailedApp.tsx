import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phone } from '../calling/phone.ts';
import { endCalls } from './endCalls.ts';
import { useFailure } from '../ui/Boundary.tsx';
import { subscribeToNothing } from '../base/subscriptions.ts';

/**
 * Replaces an app that threw while React rendered it. Calls go on with sound. It has plain elements, because Fluent may have failed.
 * @param props.phone `null` before the user has signed in and the agent is connected
 */
export function FailedApp({ phone }: { phone: Phone | null }) {
  const { problem, retry } = useFailure();
  const { t } = useTranslation();
  const hasCall = useHasCall(phone);
  const codeText = problem.detail ? `${problem.code} · ${problem.detail}` : problem.code;
  return (
    <main className="failed">
      <h1>{t('problemTitle')}</h1>
      <div role="alert">
        <p>{t(`problems.${problem.code}`)}</p>
        <p>{t('problems.code', { code: codeText })}</p>
        <button type="button" onClick={retry}>
          {t('remedies.retry')}
        </button>
      </div>
      {phone && hasCall && (
        <button type="button" className="hangUp" onClick={() => void endCalls(phone)}>
          {t('hangUp')}
        </button>
      )}
    </main>
  );
}

const useHasCall = (phone: Phone | null): boolean =>
  useSyncExternalStore(
    phone?.state.subscribe ?? subscribeToNothing,
    () => (phone?.state.get().calls.length ?? 0) > 0,
  );
