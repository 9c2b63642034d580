import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phone } from '../calling/phone.ts';
import { endCalls } from './endCalls.ts';
import { useFailure } from '../ui/Boundary.tsx';

/**
 * In place of a whole app that threw while it was drawn. Calls go on, with sound, and can be ended from here. It uses
 * plain elements: the library of components may be what failed.
 * @param phone `null` before there is one
 */
export function FailedApp({ phone }: { phone: Phone | null }) {
  const { problem, retry } = useFailure();
  const { t } = useTranslation();
  const hasCall = useHasCall(phone);
  const code = problem.detail ? `${problem.code} · ${problem.detail}` : problem.code;
  return (
    <main className="failed">
      <h1>{t('problemTitle')}</h1>
      <div role="alert">
        <p>{t(`problems.${problem.code}`)}</p>
        <p>{t('problems.code', { code })}</p>
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

const nothing = () => () => {};

const useHasCall = (phone: Phone | null): boolean =>
  useSyncExternalStore(phone?.state.subscribe ?? nothing, () => (phone?.state.get().calls.length ?? 0) > 0);
