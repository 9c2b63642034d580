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
  'endpoint',
  'assignment',
  'licence',
  'phoneLicence',
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

export type TokenSourceKind = Config['tokenSource']['kind'];

/** The checks that an exchange passes, in this order, by the kind of token source. No other kind has these checks. */
export const exchangeChecks: Readonly<Record<TokenSourceKind, readonly CheckName[]>> = {
  service: ['service', 'licence'],
  resource: ['service', 'cors', 'role', 'licence'],
  teamsExtension: ['endpoint', 'assignment', 'licence', 'phoneLicence'],
};
const allExchangeChecks: ReadonlySet<CheckName> = new Set(Object.values(exchangeChecks).flat());

/** @param kind `null` if the configuration could not be read: then as for a token service, which most set-ups have */
export const isRelevant = (check: CheckName, kind: TokenSourceKind | null): boolean =>
  !allExchangeChecks.has(check) || exchangeChecks[kind ?? 'service'].includes(check);

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
