import type { Config } from '../config/schema.ts';

/** All checks, in the order of a set-up. Their words are `doctor.checks.<name>` and `doctor.repairs.<name>`. */
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
  'camera',
  'microphone',
] as const;
export type CheckName = (typeof checks)[number];

/** The result of one check. `unknown`: it was not possible, mostly because an earlier check failed. */
export interface Finding {
  readonly check: CheckName;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What the check saw: a number, a code or an address, never a token. */
  readonly evidence: string;
}

export const finding = (check: CheckName, verdict: Finding['verdict'], evidence = ''): Finding => ({
  check,
  verdict,
  evidence,
});

type Kind = Config['tokenSource']['kind'];

/** Only a direct exchange depends on the CORS settings of the ACS resource and on the roles of users. */
const concerns = (check: CheckName, kind: Kind | null): boolean =>
  kind === 'resource' || (check !== 'cors' && check !== 'role');

/** One finding for every check that concerns this set-up; `unknown` if the check has not run. */
export const complete = (found: readonly Finding[], kind: Kind | null): readonly Finding[] =>
  checks
    .filter((check) => concerns(check, kind))
    .map((check) => found.find((one) => one.check === check) ?? finding(check, 'unknown'));
