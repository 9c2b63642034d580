import type { Config } from '../config/schema.ts';

/** All checks, in the order of a set-up. Their translation keys are `doctor.checks.<name>` and `doctor.repairs.<name>`. */
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
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What the check saw, for example a code or an address; never a token. */
  readonly evidence: string;
}

export const createFinding = (check: CheckName, verdict: Finding['verdict'], evidence = ''): Finding => ({
  check,
  verdict,
  evidence,
});

type TokenSourceKind = Config['tokenSource']['kind'];

/** Only the token source `resource`, where the app asks the ACS resource itself, depends on CORS settings and on Azure roles. */
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
