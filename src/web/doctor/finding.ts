import type { Config } from '../config/schema.ts';

/** All checks, in the order in which one sets up the app. Their texts are `doctor.checks.<name>` and `doctor.repairs.<name>`. */
const checks = [
  'secureContext',
  'config',
  'storage',
  'tenant',
  'application',
  'redirectUri',
  'principal',
  'consent',
  'account',
  'service',
  'cors',
  'role',
  'licence',
  'policy',
  'camera',
  'microphone',
] as const;
export type CheckName = (typeof checks)[number];

export interface Finding {
  readonly check: CheckName;
  /** `unknown` if the check did not run, or cannot tell. */
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What the check saw, for example a code or an address; never a token. */
  readonly evidence: string;
}

export function createFinding(check: CheckName, verdict: Finding['verdict'], evidence = ''): Finding {
  return { check, verdict, evidence };
}

type TokenSourceKind = Config['tokenSource']['kind'];

/** Only an app that gets its ACS token from the ACS resource itself (`resource`) depends on CORS settings and on Azure roles. */
const isRelevant = (check: CheckName, kind: TokenSourceKind | null): boolean =>
  kind === 'resource' || (check !== 'cors' && check !== 'role');

/**
 * Lists the checks that are relevant for this set-up, each with its first finding, or else as `unknown`.
 * @param kind `null` if the configuration could not be read
 */
export const completeFindings = (findings: readonly Finding[], kind: TokenSourceKind | null) =>
  checks
    .filter((check) => isRelevant(check, kind))
    .map(
      (check) => findings.find((candidate) => candidate.check === check) ?? createFinding(check, 'unknown'),
    );
