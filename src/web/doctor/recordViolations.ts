import { reduceBlocked, reduceSource, type PolicyViolation } from '../../contract/policyViolation.ts';

/** The key in local storage of what the browser did not allow, for the set-up check at `/doctor`. */
export const violationsKey = 'switchboard.policyViolations';
/** The documents whose violations are being stored: the first screen begins, and the app goes on. */
const recordedTargets = new WeakSet<object>();
/** A page that violates its policy may do so many times. */
const maxViolations = 20;

/**
 * Stores what the browser does not allow because of the page's Content Security Policy. The set-up check, which is another page,
 * shows it. The list begins anew with each page of the app, so that it shows only what the present policy does not allow. A second
 * call for the same document does nothing.
 * @param target the document
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

/** If the browser blocks the storage, or something else is stored there, the list is lost. The service's log still has it. */
function withStorage(action: (storage: Storage) => void): void {
  try {
    action(localStorage);
  } catch {
    // Nothing else can be done with a violation in this page.
  }
}
