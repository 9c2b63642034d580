import { reduceBlocked, reduceSource, type PolicyViolation } from '../../contract/policyViolation.ts';

/** The local storage key of the recorded violations, which the set-up check at `/doctor` reads. */
export const violationsKey = 'switchboard.policyViolations';
/** The documents that are being watched already. The first screen and the app both call `recordViolations`. */
const recordedTargets = new WeakSet<object>();
/** A page that violates its policy may do so many times. */
const maxViolations = 20;

/**
 * Stores each violation of the page's Content Security Policy. The set-up check, which is another page, shows them. Each page of
 * the app empties the list first, so the list shows only violations of the present policy. A second call for the same document
 * does nothing.
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
