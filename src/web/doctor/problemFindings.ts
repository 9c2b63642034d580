import type { Problem } from '../errors/problem.ts';
import { entraErrors } from '../errors/translateMsalError.ts';
import { createFinding, type CheckName, type Finding } from './finding.ts';

/** Finds the check that fails because of an Entra error. @returns `undefined` for any other problem */
const findEntraCheck = ({ detail = '' }: Problem): CheckName | undefined =>
  entraErrors[/^AADSTS(\d+)$/.exec(detail)?.[1] ?? '']?.[1];

const signInChecks: readonly CheckName[] = ['application', 'redirectUri', 'principal', 'consent', 'account'];

/** Creates the findings about sign-in. @param problem why there is no new Teams token; `null` if there is */
export function createSignInFindings(problem: Problem | null): readonly Finding[] {
  if (!problem) return signInChecks.map((check) => createFinding(check, 'pass'));
  const failedCheck = findEntraCheck(problem);
  // If it is unknown which check has failed, each one has the problem as its evidence.
  return signInChecks.map((check) =>
    check === failedCheck
      ? createFinding(check, 'fail', problem.detail)
      : createFinding(check, 'unknown', failedCheck ? '' : `${problem.code} · ${problem.detail ?? ''}`),
  );
}

/** The checks that an exchange passes, in this order, by the kind of token source. */
const exchangeChecks = {
  service: ['service', 'licence'],
  resource: ['service', 'cors', 'role', 'licence'],
  teamsExtension: ['service', 'cors', 'licence'],
} as const satisfies Record<string, readonly CheckName[]>;

/** The check that fails because of a problem with this code. */
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
  const createAll = (verdict: Finding['verdict'], evidence = '') =>
    checks.map((check) => createFinding(check, verdict, evidence));
  if (!problem) return createAll('pass');
  const evidence = [problem.code, ...(problem.permissions ?? []), problem.detail].filter(Boolean).join(' · ');
  // The exchange can be reached, but what it would answer to a token with all permissions is unknown.
  if (problem.code === 'permission-missing')
    return [
      createFinding('consent', 'fail', evidence),
      ...checks.map((check) =>
        createFinding(check, check === 'service' || check === 'cors' ? 'pass' : 'unknown'),
      ),
    ];
  const signInCheck = findEntraCheck(problem);
  if (signInCheck) return [createFinding(signInCheck, 'fail', problem.detail), ...createAll('unknown')];
  const failedCheck = checkByProblemCode[problem.code];
  if (!failedCheck) return createAll('unknown', evidence);
  const failedIndex = checks.indexOf(failedCheck);
  return checks.map((check, index) => {
    if (index === failedIndex) return createFinding(check, 'fail', evidence);
    return createFinding(check, index < failedIndex ? 'pass' : 'unknown');
  });
}
