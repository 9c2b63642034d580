import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import type { Phone } from '../calling/phone.ts';
import { hangUp } from '../features/hang-up/hangUp.ts';
import { useFailure } from '../ui/Boundary.tsx';
import { subscribeToNothing } from '../base/subscriptions.ts';

/** Milliseconds that the SDK has to end the calls after *Hang up*. If it does not, the app closes the phone, which ends them. */
const hangUpTimeoutMs = 3_000;

/**
 * Replaces an app that threw while React rendered it. Calls go on with sound. The elements are plain: Fluent may be what failed.
 * @param props.phone `null` before the user has signed in and the agent is connected
 */
export function FailedApp({ phone }: { phone: Phone | null }) {
  const { problem, retry } = useFailure();
  const { t } = useTranslation();
  const hasCall = useSyncExternalStore(
    phone?.state.subscribe ?? subscribeToNothing,
    () => (phone?.state.get().calls.length ?? 0) > 0,
  );
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

/** Ends all calls, which releases camera and microphone. */
async function endCalls(phone: Phone): Promise<void> {
  const callKeys = phone.state.get().calls;
  for (const key of callKeys) void phone.findSession(key)?.run(hangUp, undefined);
  await new Promise((resolve) => setTimeout(resolve, hangUpTimeoutMs));
  if (phone.state.get().calls.some((key) => callKeys.includes(key))) await phone.close();
}
