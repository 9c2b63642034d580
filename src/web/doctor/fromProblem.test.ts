import { expect, it } from 'vitest';
import { fail } from '../errors/problem.ts';
import { complete } from './finding.ts';
import { exchangeFindings, signInFindings } from './fromProblem.ts';

const failed = (findings: ReturnType<typeof signInFindings>) =>
  findings.flatMap(({ check, verdict }) => (verdict === 'fail' ? [check] : []));

it.each([
  ['AADSTS50011', 'redirectUri'],
  ['AADSTS9002326', 'redirectUri'],
  ['AADSTS700016', 'application'],
  ['AADSTS50194', 'application'],
  ['AADSTS650052', 'principal'],
  ['AADSTS500011', 'principal'],
  ['AADSTS65001', 'consent'],
  ['AADSTS90094', 'consent'],
  ['AADSTS50020', 'account'],
])('%s is the fault of “%s” alone; the other rows stay open', (detail, check) => {
  const findings = signInFindings(fail('sign-in-failed', { detail }).problem);
  expect(failed(findings)).toEqual([check]);
  expect(findings.filter(({ verdict }) => verdict === 'pass')).toEqual([]);
});

it('a refusal that says nothing about the set-up fails no check', () => {
  expect(failed(signInFindings(fail('sign-in-needed', { detail: 'login_required' }).problem))).toEqual([]);
});

it.each([
  ['service', 'service-unreachable', 'service', []],
  ['service', 'not-allowed', 'service', []],
  ['service', 'service-misconfigured', 'service', []],
  ['service', 'licence-missing', 'licence', ['service']],
  ['resource', 'acs-unreachable', 'service', []],
  ['resource', 'acs-cors-refused', 'cors', ['service']],
  ['resource', 'acs-role-missing', 'role', ['service', 'cors']],
  ['resource', 'licence-missing', 'licence', ['service', 'cors', 'role']],
] as const)(
  'by %s, %s is the fault of “%s”, and what was reached before it passes',
  (kind, code, check, before) => {
    const findings = exchangeFindings(kind, fail(code).problem);
    expect(failed(findings)).toEqual([check]);
    expect(findings.flatMap(({ check, verdict }) => (verdict === 'pass' ? [check] : []))).toEqual(before);
  },
);

it('an exchange whose caller token lacks consent fails the check “consent”', () => {
  const { problem } = fail('consent-needed', { detail: 'AADSTS65001' });
  expect(failed(exchangeFindings('resource', problem))).toEqual(['consent']);
});

it('an application that may not request a token for itself by that scope fails the check “config”', () => {
  const { problem } = fail('app-misregistered', { detail: 'AADSTS90009' });
  expect(failed(exchangeFindings('service', problem))).toEqual(['config']);
});

it('lists a check that has not run as unknown, and no checks of the other kind of exchange', () => {
  expect(complete([], 'service').map(({ check }) => check)).not.toContain('cors');
  expect(complete([], 'resource').map(({ check }) => check)).toContain('cors');
  expect(complete([], null).every(({ verdict }) => verdict === 'unknown')).toBe(true);
});
