import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { useReadable } from '../base/useReadable.ts';
import type { Problem } from '../errors/problem.ts';
import type { ConsentFeature, Consents, ConsentState } from './consents.ts';

const ConsentContext = createContext<Consents | null>(null);

export const ConsentProvider = ({ consents, children }: { consents: Consents; children: ReactNode }) => (
  <ConsentContext value={consents}>{children}</ConsentContext>
);

export function useConsents(): Consents {
  const consents = use(ConsentContext);
  if (consents === null) throw new Error('This component belongs inside <ConsentProvider>.');
  return consents;
}

/** The consent to one feature, and the functions that change it. */
export interface FeatureConsent {
  readonly state: ConsentState;
  /** Whether Entra's popup may be open: the app does not notice at once when the user closes it. */
  readonly isAsking: boolean;
  /** Why the last request failed, unless the user or the tenant refused; otherwise `null`. */
  readonly problem: Problem | null;
  /** Opens Entra's consent page; only in a click handler. @param others features that the same page asks for */
  readonly allow: (...others: ConsentFeature[]) => void;
  /** Stores that the user does not want to be asked again. @param others further features of the question */
  readonly decline: (...others: ConsentFeature[]) => void;
}

/** Returns the user's consent to a feature. The feature may send requests to Graph only in the state `granted`. */
export function useConsent(feature: ConsentFeature): FeatureConsent {
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
    isAsking,
    problem,
    allow: (...others) => void allow(...others),
    decline: (...others) => [feature, ...others].forEach(consents.refuse),
  };
}
