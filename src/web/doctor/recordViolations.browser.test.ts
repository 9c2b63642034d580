import { expect, it, vi } from 'vitest';
import { checkPolicy } from './policyCheck.ts';
import { recordViolations, violationsKey } from './recordViolations.ts';

/** Answers the set-up check's request for the headers of the page. */
const answerWith = (headers: Record<string, string>) =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(new Response(null, { headers })));

const enforcedPolicy = { 'content-security-policy': "default-src 'none'" };

/** Records the violations of a new document. @returns a function that raises the event of a violation there */
function openPage({ isDoctor = false } = {}) {
  const target = new EventTarget();
  recordViolations(target, isDoctor);
  return (changes: SecurityPolicyViolationEventInit = {}) => {
    const event = new SecurityPolicyViolationEvent('securitypolicyviolation', {
      documentURI: 'https://phone.example/?call=alice@fabrikam.example',
      violatedDirective: 'connect-src',
      effectiveDirective: 'connect-src',
      blockedURI: 'https://calls.example.com/alice?token=secret',
      sourceFile: 'https://phone.example/assets/sdk-1a2b.js?alice',
      disposition: 'enforce',
      ...changes,
    });
    target.dispatchEvent(event);
  };
}

it('shows what the browser blocked in the phone, once and without paths and queries', async () => {
  answerWith(enforcedPolicy);
  const violate = openPage();
  violate();
  violate();
  violate({ blockedURI: 'inline', effectiveDirective: 'script-src-elem', sourceFile: '' });
  expect(await checkPolicy()).toEqual({
    check: 'policy',
    verdict: 'fail',
    evidence:
      'connect-src https://calls.example.com (https://phone.example/assets/sdk-1a2b.js); script-src-elem inline',
  });
  expect(localStorage.getItem(violationsKey)).not.toMatch(/alice|secret/);
});

it('begins a new list when the phone is loaded again, but not when the set-up check is opened', async () => {
  answerWith(enforcedPolicy);
  const violate = openPage();
  violate();
  openPage({ isDoctor: true });
  expect((await checkPolicy()).verdict).toBe('fail');
  openPage();
  expect(await checkPolicy()).toEqual({ check: 'policy', verdict: 'pass', evidence: '' });
});

it('stores at most 20 violations', () => {
  const violate = openPage();
  for (let index = 0; index < 50; index += 1) violate({ blockedURI: `https://h${index}.example/` });
  expect(JSON.parse(localStorage.getItem(violationsKey) ?? '')).toHaveLength(20);
});

it('passes what the browser only reports, and names the header', async () => {
  answerWith({
    ...enforcedPolicy,
    'content-security-policy-report-only': "require-trusted-types-for 'script'",
  });
  const violate = openPage();
  violate({
    effectiveDirective: 'require-trusted-types-for',
    blockedURI: 'trusted-types-sink',
    disposition: 'report',
  });
  const { verdict, evidence } = await checkPolicy();
  expect(verdict).toBe('pass');
  expect(evidence).toMatch(
    /^Content-Security-Policy-Report-Only: require-trusted-types-for 'script'; require-trusted-types-for trusted-types-sink/,
  );
});

it('is not checkable where the server sends no policy, and survives foreign content of the storage', async () => {
  answerWith({});
  localStorage.setItem(violationsKey, '{"a":1}');
  const violate = openPage({ isDoctor: true });
  violate();
  expect((await checkPolicy()).verdict).toBe('unknown');
});
