import type { PolicyViolation } from '../../contract/policyViolation.ts';
import { createFinding, type Finding } from './finding.ts';
import { violationsKey } from './recordViolations.ts';

/**
 * Checks whether this browser has blocked anything in the app because of the Content Security Policy. A violation that happens in
 * calls shows only after a call. One that the browser has only reported does not fail the check.
 */
export async function checkPolicy(): Promise<Finding> {
  const headers = await fetchPageHeaders();
  const violations = readViolations();
  const blocked = violations.filter(({ disposition }) => disposition === 'enforce');
  if (blocked.length > 0) return createFinding('policy', 'fail', blocked.map(describe).join('; '));
  // A server other than the token service may send no policy. Then nothing can be blocked.
  if (!headers?.has('content-security-policy')) return createFinding('policy', 'unknown');
  const reportOnly = headers.get('content-security-policy-report-only');
  const evidence = [
    reportOnly && `Content-Security-Policy-Report-Only: ${reportOnly}`,
    ...violations.map(describe),
  ];
  return createFinding('policy', 'pass', evidence.filter(Boolean).join('; '));
}

const describe = ({ directive, blocked, source }: PolicyViolation): string =>
  [directive, blocked, source && `(${source})`].filter(Boolean).join(' ');

/** @returns `null` if the server does not answer */
async function fetchPageHeaders(): Promise<Headers | null> {
  try {
    return (await fetch('/', { method: 'HEAD', signal: AbortSignal.timeout(10_000) })).headers;
  } catch {
    return null;
  }
}

function readViolations(): readonly PolicyViolation[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(violationsKey) ?? '[]');
    return Array.isArray(stored) ? (stored as PolicyViolation[]) : [];
  } catch {
    return [];
  }
}
