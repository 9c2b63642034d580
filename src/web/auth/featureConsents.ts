import * as z from 'zod/mini';
import { createStore } from '../base/store.ts';
import type { ProblemCode } from '../errors/catalogue.ts';
import type { Result } from '../errors/problem.ts';
import { createStoredValue } from '../base/storedValue.ts';
import {
  consentFeatures,
  createConsentStates,
  featurePermissions,
  type ConsentFeature,
  type Consents,
  type ConsentState,
} from '../consent/consents.ts';
import { needsUser } from './accessTokens.ts';
import { allGraphScopes } from './scopes.ts';
import type { AuthSession } from './session.ts';

/** The user's last answer for each feature, in this browser. `ConsentState` explains the words. */
const Answers = z.partialRecord(z.enum(consentFeatures), z.enum(['granted', 'refused', 'denied', 'byAdmin']));
type Answer = NonNullable<z.infer<typeof Answers>[ConsentFeature]>;

/** What the failure of a popup says about the consent. Other failures, such as a blocked popup, say nothing about it. */
const answerByCode: Partial<Record<ProblemCode, Answer>> = {
  'consent-by-admin-needed': 'byAdmin',
  'consent-refused': 'denied',
  'sign-in-cancelled': 'denied',
};

/** The app works without these tokens, so the next sign-in need not bring them. */
const optional = { rejected: false, optional: true };

/**
 * Finds out and remembers which features have the consent that they need.
 *
 * With each token, Entra lists all of the API's scopes to which the user or the tenant has consented. So one request for Graph's
 * `.default` shows which features are allowed. Entra refuses this request only if there is no consent to any scope of Graph.
 * @param oid Entra object id of the user. This browser stores each user's answers separately
 * @see https://learn.microsoft.com/answers/questions/78683
 */
export function createFeatureConsents(
  session: Pick<AuthSession, 'acquireToken' | 'hasConsent' | 'consentByPopup'>,
  oid: string,
): Consents {
  const answers = createStoredValue(`consents.${oid}`, Answers, {});
  const states = createStore(createConsentStates('unknown'));
  const pendingChecks = new Map<ConsentFeature, Promise<void>>();
  /** One request serves the checks of all features. */
  let graphToken: Promise<Result<string>> | null = null;

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
      // The consent may have been revoked since. If Entra cannot be reached, the stored answer counts.
      const token = await session.acquireToken(featurePermissions[feature].scopes, optional);
      return token.ok || !needsUser(token.problem) ? 'granted' : 'needed';
    }
    graphToken ??= session.acquireToken(allGraphScopes, { ...optional, withoutFrame: true });
    const token = await graphToken;
    if (!token.ok && token.problem.code !== 'consent-needed') {
      // A later check tries again, for example when the browser is online.
      graphToken = null;
      return 'unknown';
    }
    const isGranted = token.ok && session.hasConsent(featurePermissions[feature].scopes);
    return isGranted ? 'granted' : (answer ?? 'needed');
  };
  const runCheck = async (feature: ConsentFeature) => {
    const state = await findState(feature);
    pendingChecks.delete(feature);
    // An answer of the user while the check was running counts more.
    if (states.get()[feature] === 'unknown') setState(feature, state);
  };
  const find = async (feature: ConsentFeature): Promise<ConsentState> => {
    if (states.get()[feature] === 'unknown') {
      const check = pendingChecks.get(feature) ?? runCheck(feature);
      pendingChecks.set(feature, check);
      await check;
    }
    return states.get()[feature];
  };

  // The user may answer in another tab.
  answers.subscribe(() => {
    for (const feature of consentFeatures) {
      const answer = answers.get()[feature];
      if (answer && states.get()[feature] !== 'unknown') setState(feature, answer);
    }
  });

  return {
    states,
    check: (feature) => void find(feature),
    find,
    async request(...features) {
      const scopes = [...new Set(features.flatMap((feature) => featurePermissions[feature].scopes))];
      const result = await session.consentByPopup(scopes);
      const answer = result.ok ? 'granted' : answerByCode[result.problem.code];
      if (answer) for (const feature of features) rememberAnswer(feature, answer);
      return result;
    },
    refuse: (feature) => rememberAnswer(feature, 'refused'),
  };
}
