import { reduceBlocked, reduceSource, type PolicyViolation } from '../../contract/policyViolation.ts';

/** The local storage key of the recorded violations, which the set-up check at `/doctor` reads. */
export const violationsKey = 'switchboard.policyViolations';
/** The documents that are watched already: both the first screen and the app call `recordViolations`. */
const recordedTargets = new WeakSet<object>();
/** The most violations to keep: one page can violate its policy very often. */
const maxViolations = 20;

/**
 * Stores each violation of the page's Content Security Policy for the set-up check, which is another page. Any other page first
 * empties the list, so that it has only violations of the current policy.
 */
export function recordViolations(target: Pick<Document, 'addEventListener'>, isDoctor: boolean): void {
  if (recordedTargets.has(target)) return;
  recordedTargets.add(target);
  if (!isDoctor) withStorage((storage) => storage.removeItem(violationsKey));
  target.addEventListener('securitypolicyviolation', (event) => {
    const violation: PolicyViolation = {
      directive: event.effectiveDirective,
      blocked: reduceBlocked(event.blockedURI),
      source: reduceSource(event.sourceFile),
      disposition: event.disposition,
    };
    withStorage((storage) => {
      const violations = JSON.parse(storage.getItem(violationsKey) ?? '[]') as PolicyViolation[];
      const isKnown = violations.some((known) => JSON.stringify(known) === JSON.stringify(violation));
      if (isKnown || violations.length >= maxViolations) return;
      storage.setItem(violationsKey, JSON.stringify([...violations, violation]));
    });
  });
}

function withStorage(action: (storage: Storage) => void): void {
  try {
    action(localStorage);
  } catch {
    // The browser blocks the storage, or something else is stored there. The service's log still has the violation.
  }
}
