import * as z from 'zod/mini';
import { createStore } from '../base/store.ts';
import { createStoredValue } from '../base/storedValue.ts';
import {
  consentFeatures,
  createConsentStates,
  type ConsentFeature,
  type Consents,
  type ConsentState,
} from '../consent/consents.ts';
import { needsUser } from './accessTokens.ts';
import { featureScopes, graphScopes } from './scopes.ts';
import type { AuthSession } from './session.ts';

/** The user's last answer for each feature. A feature without an answer has not been asked for in this browser. */
const Answers = z.partialRecord(z.enum(consentFeatures), z.enum(['granted', 'refused', 'byAdmin']));
type Answer = NonNullable<z.infer<typeof Answers>[ConsentFeature]>;

/** A token of this kind is never essential, so the next sign-in must not ask for it. */
const optional = { rejected: false, optional: true };

/**
 * Creates the consents to the features of `consent/consents.ts`.
 *
 * A check sends no request that Entra could refuse, unless the user has allowed the feature in this browser. Entra lists
 * all scopes of an API to which the user or the tenant has consented with each token for this API, so the token for the
 * names of people shows them.
 * @param oid Entra object id of the user. The answers are stored in this browser for each user
 * @see https://learn.microsoft.com/answers/questions/78683
 */
export function createFeatureConsents(
  session: Pick<AuthSession, 'acquireToken' | 'hasConsent' | 'consentByPopup'>,
  oid: string,
): Consents {
  const answers = createStoredValue(`consents.${oid}`, Answers, {});
  const states = createStore(createConsentStates('unknown'));
  const pendingChecks = new Set<ConsentFeature>();

  const setState = (feature: ConsentFeature, state: ConsentState) => {
    if (states.get()[feature] !== state) states.set(Object.freeze({ ...states.get(), [feature]: state }));
  };
  const rememberAnswer = (feature: ConsentFeature, answer: Answer) => {
    answers.change((stored) => ({ ...stored, [feature]: answer }));
    setState(feature, answer);
  };

  /** @returns `unknown` if Entra could not be reached */
  const findState = async (feature: ConsentFeature): Promise<ConsentState> => {
    const answer = answers.get()[feature];
    if (answer === 'granted') {
      const token = await session.acquireToken(featureScopes[feature], optional);
      return token.ok || !needsUser(token.problem) ? 'granted' : 'needed';
    }
    const token = await session.acquireToken(graphScopes, optional);
    if (!token.ok) return 'unknown';
    return session.hasConsent(featureScopes[feature]) ? 'granted' : (answer ?? 'needed');
  };
  const runCheck = async (feature: ConsentFeature) => {
    if (pendingChecks.has(feature)) return;
    pendingChecks.add(feature);
    const state = await findState(feature);
    pendingChecks.delete(feature);
    // The user may have answered while the check was running.
    if (states.get()[feature] === 'unknown') setState(feature, state);
  };

  // Another tab has stored an answer of the user.
  answers.subscribe(() => {
    for (const feature of consentFeatures) {
      const answer = answers.get()[feature];
      if (answer && states.get()[feature] !== 'unknown') setState(feature, answer);
    }
  });

  return {
    states,
    check(feature) {
      if (states.get()[feature] === 'unknown') void runCheck(feature);
    },
    async request(feature) {
      const result = await session.consentByPopup(featureScopes[feature]);
      if (result.ok) rememberAnswer(feature, 'granted');
      else if (result.problem.code === 'consent-by-admin-needed') rememberAnswer(feature, 'byAdmin');
      else if (result.problem.code === 'sign-in-cancelled') rememberAnswer(feature, 'refused');
      return result;
    },
    refuse: (feature) => rememberAnswer(feature, 'refused'),
  };
}
