import { expect, it } from 'vitest';
import { fail } from '../errors/problem.ts';
import { completeFindings } from './finding.ts';
import { createExchangeFindings, createSignInFindings } from './problemFindings.ts';

const listChecks = (wanted: 'pass' | 'fail', findings: ReturnType<typeof createSignInFindings>) =>
  findings.flatMap(({ check, verdict }) => (verdict === wanted ? [check] : []));

it.each([
  ['AADSTS50011', 'redirectUri'],
  ['AADSTS700016', 'application'],
  ['AADSTS650052', 'principal'],
  ['AADSTS65001', 'consent'],
  ['AADSTS50020', 'account'],
])('for Entra’s error %s, fails only the check “%s” and passes no check', (detail, check) => {
  const findings = createSignInFindings(fail('sign-in-failed', { detail }).problem);
  expect(listChecks('fail', findings)).toEqual([check]);
  expect(listChecks('pass', findings)).toEqual([]);
});

it('fails no check for a refusal that says nothing about the set-up', () => {
  const { problem } = fail('sign-in-needed', { detail: 'login_required' });
  expect(listChecks('fail', createSignInFindings(problem))).toEqual([]);
});

it.each([
  ['service', 'service-unreachable', 'service', []],
  ['service', 'licence-missing', 'licence', ['service']],
  ['resource', 'acs-cors-refused', 'cors', ['service']],
  ['resource', 'acs-role-missing', 'role', ['service', 'cors']],
  ['resource', 'licence-missing', 'licence', ['service', 'cors', 'role']],
  ['teamsExtension', 'acs-endpoint-wrong', 'endpoint', []],
  ['teamsExtension', 'assignment-other-app', 'assignment', ['endpoint']],
  ['teamsExtension', 'phone-licence-missing', 'phoneLicence', ['endpoint', 'assignment', 'licence']],
] as const)(
  'if an exchange at the %s ends with %s, fails the check “%s” and passes the checks before it',
  (kind, code, check, passedChecks) => {
    const findings = createExchangeFindings(kind, fail(code).problem);
    expect(listChecks('fail', findings)).toEqual([check]);
    expect(listChecks('pass', findings)).toEqual(passedChecks);
  },
);

it('fails the check “consent” for an exchange whose caller token lacks consent', () => {
  const { problem } = fail('consent-needed', { detail: 'AADSTS65001' });
  expect(listChecks('fail', createExchangeFindings('resource', problem))).toEqual(['consent']);
});

it('fails the check “consent” for a Teams token without a permission, and names the permission', () => {
  const facts = { detail: '401 X', permissions: ['Teams.ManageChats'] };
  const findings = createExchangeFindings('resource', fail('permission-missing', facts).problem);
  expect(listChecks('fail', findings)).toEqual(['consent']);
  expect(findings[0]?.evidence).toBe('permission-missing · Teams.ManageChats · 401 X');
});

it('lists a check that has not run as unknown, and leaves out checks that only the other kind of exchange needs', () => {
  expect(completeFindings([], 'service').map(({ check }) => check)).not.toContain('cors');
  expect(completeFindings([], 'resource').map(({ check }) => check)).toContain('cors');
  const checksOfAgent = completeFindings([], 'teamsExtension').map(({ check }) => check);
  expect(checksOfAgent).toContain('assignment');
  expect(checksOfAgent).not.toContain('service');
  expect(completeFindings([], null).every(({ verdict }) => verdict === 'unknown')).toBe(true);
});
