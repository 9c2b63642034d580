import type { Problem } from '../errors/problem.ts';
import { createFinding, type CheckName, type Finding } from './finding.ts';

/** Maps the number of an Entra error to the check that fails. Source: Microsoft's page of Entra's error codes. */
export const checkByErrorNumber: Readonly<Record<string, CheckName>> = {
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
  AADSTS90093: 'consent',
  AADSTS90094: 'consent',
  AADSTS90095: 'consent',
  AADSTS900941: 'consent',
  AADSTS50020: 'account',
  AADSTS50034: 'account',
  AADSTS50057: 'account',
  AADSTS50076: 'account',
  AADSTS50105: 'account',
  AADSTS53003: 'account',
};

const signInChecks: readonly CheckName[] = ['application', 'redirectUri', 'principal', 'consent', 'account'];

/** Creates the findings about sign-in. @param problem why there is no new Teams token; `null` if there is */
export function createSignInFindings(problem: Problem | null): readonly Finding[] {
  if (!problem) return signInChecks.map((check) => createFinding(check, 'pass'));
  const failedCheck = checkByErrorNumber[problem.detail ?? ''];
  return signInChecks.map((check) =>
    check === failedCheck
      ? createFinding(check, 'fail', problem.detail)
      : createFinding(check, 'unknown', failedCheck ? '' : `${problem.code} · ${problem.detail ?? ''}`),
  );
}

const exchangeChecks = {
  service: ['service', 'licence'],
  resource: ['service', 'cors', 'role', 'licence'],
} as const satisfies Record<string, readonly CheckName[]>;

/** Maps the code of a problem to the check that fails. `service` also fails if ACS refuses the service's credentials. */
const checkByProblemCode: Partial<Record<Problem['code'], CheckName>> = {
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

/** Creates the findings about the exchange for an ACS token. @param problem why the exchange failed; `null` if it did not */
export function createExchangeFindings(
  kind: keyof typeof exchangeChecks,
  problem: Problem | null,
): readonly Finding[] {
  const checks: readonly CheckName[] = exchangeChecks[kind];
  if (!problem) return checks.map((check) => createFinding(check, 'pass'));
  const evidence = [problem.code, ...(problem.permissions ?? []), problem.detail].filter(Boolean).join(' · ');
  // The exchange has answered, so it can be reached. What it would say to a token with all permissions is not known.
  if (problem.code === 'permission-missing')
    return [
      createFinding('consent', 'fail', evidence),
      ...checks.map((check) =>
        createFinding(check, check === 'service' || check === 'cors' ? 'pass' : 'unknown'),
      ),
    ];
  const signInCheck = checkByErrorNumber[problem.detail ?? ''];
  if (signInCheck)
    return [
      createFinding(signInCheck, 'fail', problem.detail),
      ...checks.map((check) => createFinding(check, 'unknown')),
    ];
  const failedCheck = checkByProblemCode[problem.code];
  if (!failedCheck) return checks.map((check) => createFinding(check, 'unknown', evidence));
  const failedIndex = checks.indexOf(failedCheck);
  return checks.map((check, index) =>
    index === failedIndex
      ? createFinding(check, 'fail', evidence)
      : createFinding(check, index < failedIndex ? 'pass' : 'unknown'),
  );
}
