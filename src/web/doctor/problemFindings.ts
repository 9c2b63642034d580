import type { Problem } from '../errors/problem.ts';
import { entraErrors } from '../errors/translateMsalError.ts';
import {
  createFinding,
  exchangeChecks,
  type CheckName,
  type Finding,
  type TokenSourceKind,
} from './finding.ts';

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

/** With these problems the first check of an exchange fails: whether a server can be reached that exchanges tokens. */
const firstCheckProblems: ReadonlySet<Problem['code']> = new Set([
  'service-unreachable',
  'service-failed',
  'service-misconfigured',
  'service-answer-invalid',
  'service-request-refused',
  'caller-rejected',
  'not-allowed',
  'acs-unreachable',
  'acs-failed',
  'acs-request-refused',
  'acs-page-refused',
  'acs-endpoint-wrong',
]);
/** The further check that fails because of a problem with this code. */
const checkByProblemCode: Partial<Record<Problem['code'], CheckName>> = {
  'acs-cors-refused': 'cors',
  'acs-role-missing': 'role',
  'licence-missing': 'licence',
  'assignment-missing': 'assignment',
  'assignment-other-app': 'assignment',
  'phone-licence-missing': 'phoneLicence',
};

/** Creates the findings about the exchange for an ACS token. @param problem why the exchange failed; `null` if it did not */
export function createExchangeFindings(kind: TokenSourceKind, problem: Problem | null): readonly Finding[] {
  const checks = exchangeChecks[kind];
  const createAll = (verdict: Finding['verdict'], evidence = '') =>
    checks.map((check) => createFinding(check, verdict, evidence));
  if (!problem) return createAll('pass');
  const evidence = [problem.code, ...(problem.permissions ?? []), problem.detail].filter(Boolean).join(' · ');
  // The exchange can be reached, but what it would answer to a token with all permissions is unknown.
  if (problem.code === 'permission-missing')
    return [
      createFinding('consent', 'fail', evidence),
      ...checks.map((check, index) =>
        createFinding(check, index === 0 || check === 'cors' ? 'pass' : 'unknown'),
      ),
    ];
  const signInCheck = findEntraCheck(problem);
  if (signInCheck) return [createFinding(signInCheck, 'fail', problem.detail), ...createAll('unknown')];
  const failedCheck = firstCheckProblems.has(problem.code) ? checks[0] : checkByProblemCode[problem.code];
  if (!failedCheck) return createAll('unknown', evidence);
  const failedIndex = checks.indexOf(failedCheck);
  return checks.map((check, index) => {
    if (index === failedIndex) return createFinding(check, 'fail', evidence);
    return createFinding(check, index < failedIndex ? 'pass' : 'unknown');
  });
}
