import { useEffect, useState } from 'react';
import { createProvider } from '../base/createProvider.ts';
import { useReadable } from '../base/useReadable.ts';
import type { Problem } from '../errors/problem.ts';
import type { ConsentFeature, Consents } from './consents.ts';

export const [ConsentProvider, useConsents] = createProvider<Consents>('ConsentProvider');

/** Returns the user's consent to a feature. The feature may send requests to Graph only in the state `granted`. */
export function useConsent(feature: ConsentFeature) {
  const consents = useConsents();
  const state = useReadable(consents.states)[feature];
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    const check = () => consents.check(feature);
    check();
    addEventListener('online', check);
    return () => removeEventListener('online', check);
  }, [consents, feature]);
  const allow = async (...others: ConsentFeature[]) => {
    setProblem(null);
    setAsking(true);
    const result = await consents.request(feature, ...others);
    setAsking(false);
    const isRefused = ['denied', 'byAdmin'].includes(consents.states.get()[feature]);
    setProblem(result.ok || isRefused ? null : result.problem);
  };
  return {
    state,
    /** Whether Entra's popup may be open: the app does not notice at once when the user closes it. */
    isAsking,
    /** Why the last request failed, unless the user or the tenant refused; otherwise `null`. */
    problem,
    /** Opens Entra's consent page; only in a click handler. @param others features that the same page asks for */
    allow: (...others: ConsentFeature[]): void => void allow(...others),
    /** Stores that the user does not want to be asked again. @param others further features of the question */
    decline: (...others: ConsentFeature[]): void => [feature, ...others].forEach(consents.refuse),
  };
}

export type FeatureConsent = ReturnType<typeof useConsent>;
