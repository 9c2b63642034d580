import type { Problem } from '../errors/problem.ts';
import { finding, type CheckName, type Finding } from './finding.ts';

/** The check that fails if Entra answers with this number. Source: "Microsoft Entra authentication and authorization error codes". */
export const byNumber: Readonly<Record<string, CheckName>> = {
  AADSTS90009: 'config',
  AADSTS50011: 'redirectUri',
  AADSTS500113: 'redirectUri',
  AADSTS7000218: 'redirectUri',
  AADSTS9002325: 'redirectUri',
  AADSTS9002326: 'redirectUri',
  AADSTS50059: 'application',
  AADSTS50194: 'application',
  AADSTS700016: 'application',
  AADSTS90002: 'tenant',
  AADSTS500011: 'principal',
  AADSTS650052: 'principal',
  AADSTS65001: 'consent',
  AADSTS65004: 'consent',
  AADSTS90094: 'consent',
  AADSTS50020: 'account',
  AADSTS50034: 'account',
  AADSTS50057: 'account',
  AADSTS50076: 'account',
  AADSTS50105: 'account',
  AADSTS53003: 'account',
};

const ofSignIn: readonly CheckName[] = ['application', 'redirectUri', 'principal', 'consent', 'account'];

/** The findings about sign-in. @param problem why this page could not acquire a new Teams token; `null` if it could */
export function signInFindings(problem: Problem | null): readonly Finding[] {
  if (!problem) return ofSignIn.map((check) => finding(check, 'pass'));
  const guilty = byNumber[problem.detail ?? ''];
  return ofSignIn.map((check) =>
    check === guilty
      ? finding(check, 'fail', problem.detail)
      : finding(check, 'unknown', guilty ? '' : `${problem.code} · ${problem.detail ?? ''}`),
  );
}

const ofExchange = {
  service: ['service', 'licence'],
  resource: ['service', 'cors', 'role', 'licence'],
} as const satisfies Record<string, readonly CheckName[]>;

/** The check that fails with each problem code. If ACS refuses the service's credentials, the service must be repaired. */
const byCode: Partial<Record<Problem['code'], CheckName>> = {
  'service-unreachable': 'service',
  'service-failed': 'service',
  'service-misconfigured': 'service',
  'service-answer-invalid': 'service',
  'service-request-refused': 'service',
  'caller-rejected': 'service',
  'acs-unreachable': 'service',
  'acs-failed': 'service',
  'acs-request-refused': 'service',
  'acs-cors-refused': 'cors',
  'acs-role-missing': 'role',
  'not-allowed': 'service',
  'licence-missing': 'licence',
};

/** The findings about the exchange. The checks before the one that failed have passed. */
export function exchangeFindings(kind: keyof typeof ofExchange, problem: Problem | null): readonly Finding[] {
  const rows: readonly CheckName[] = ofExchange[kind];
  if (!problem) return rows.map((check) => finding(check, 'pass'));
  const evidence = problem.detail ? `${problem.code} · ${problem.detail}` : problem.code;
  const bySignIn = byNumber[problem.detail ?? ''];
  if (bySignIn)
    return [finding(bySignIn, 'fail', problem.detail), ...rows.map((row) => finding(row, 'unknown'))];
  const guilty = byCode[problem.code];
  if (!guilty) return rows.map((check) => finding(check, 'unknown', evidence));
  const at = rows.indexOf(guilty);
  return rows.map((check, index) =>
    index === at ? finding(check, 'fail', evidence) : finding(check, index < at ? 'pass' : 'unknown'),
  );
}
