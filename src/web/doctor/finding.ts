import type { Config } from '../config/schema.ts';

/** What is looked at, in the order in which a set-up comes about. Words: `doctor.checks.<name>`, `doctor.repairs.<name>`. */
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

/** What one check found. `unknown`: it could not be checked, mostly because an earlier one failed. */
export interface Finding {
  readonly check: CheckName;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** What was seen: a number, a code, an address. Never a token. */
  readonly evidence: string;
}

export const finding = (check: CheckName, verdict: Finding['verdict'], evidence = ''): Finding => ({
  check,
  verdict,
  evidence,
});

type Kind = Config['tokenSource']['kind'];

/** Only an app that asks the ACS resource itself depends on that resource's CORS answer and on people's roles. */
const concerns = (check: CheckName, kind: Kind | null): boolean =>
  kind === 'resource' || (check !== 'cors' && check !== 'role');

/** One row for every check that concerns this set-up; `unknown` where nothing was found. */
export const complete = (found: readonly Finding[], kind: Kind | null): readonly Finding[] =>
  checks
    .filter((check) => concerns(check, kind))
    .map((check) => found.find((one) => one.check === check) ?? finding(check, 'unknown'));
