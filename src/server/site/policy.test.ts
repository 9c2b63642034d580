import { expect, test } from 'vitest';
import { createPolicyHeaders, violationReportsPath, type PolicySources } from './policy.ts';

const sources: PolicySources = {
  authority: 'https://login.microsoftonline.com',
  callingHosts: ['*.skype.com', 'calls.example.com'],
  configuredOrigins: ['https://api.example.com', 'http://localhost:7000', 'ws://localhost:7000'],
  localAuthority: 'http://127.0.0.1:7000',
  trustedTypes: 'enforce',
};
const createHeaders = (changes: Partial<PolicySources> = {}) =>
  createPolicyHeaders('the-nonce', { ...sources, ...changes }, ["'none'"]);
/** @returns the sources in a Content Security Policy, by directive. */
const parsePolicy = (policy = ''): Record<string, string[]> =>
  Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values];
    }),
  );

test('the policy allows no inline or evaluated script, foreign frame, base or plugin', () => {
  const { 'content-security-policy': policy } = createHeaders();
  // The pattern finds `unsafe-…`, a `*` without a domain, and `data:` in front of `'self'`.
  expect(policy).not.toMatch(/unsafe|\*(?:[\s;]|$)|data: 'self'/);
  expect(parsePolicy(policy)).toMatchObject({
    'default-src': ["'none'"],
    'script-src': ["'self'", "'nonce-the-nonce'"],
    'style-src': ["'self'", "'nonce-the-nonce'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
    'form-action': ["'none'"],
    'require-trusted-types-for': ["'script'"],
    'trusted-types': ['default'],
  });
});

test('S8: the policy lets the app reach Entra, Graph, its configured hosts and those of the Calling SDK, and frame only Entra', () => {
  const policy = parsePolicy(createHeaders()['content-security-policy']);
  expect(policy['connect-src']).toEqual([
    "'self'",
    'https://login.microsoftonline.com',
    'https://graph.microsoft.com',
    'https://*.skype.com',
    'wss://*.skype.com',
    'https://calls.example.com',
    'wss://calls.example.com',
    'https://api.example.com',
    'http://localhost:7000',
    'ws://localhost:7000',
  ]);
  const frames = ["'self'", 'https://login.microsoftonline.com'];
  expect(policy['frame-src']).toEqual([...frames, 'http://127.0.0.1:7000']);
  const inProduction = parsePolicy(createHeaders({ localAuthority: null })['content-security-policy']);
  expect(inProduction['frame-src']).toEqual(frames);
});

test('the policy says where browsers report violations, old and new ones', () => {
  const headers = createHeaders();
  expect(parsePolicy(headers['content-security-policy'])).toMatchObject({
    'report-uri': [violationReportsPath],
    'report-to': ['policy'],
  });
  expect(headers['reporting-endpoints']).toBe(`policy="${violationReportsPath}"`);
  expect(headers['content-security-policy-report-only']).toBeUndefined();
});

test('with trustedTypes "report" the browser only reports violations of Trusted Types', () => {
  const headers = createHeaders({ trustedTypes: 'report' });
  const names = Object.keys(parsePolicy(headers['content-security-policy']));
  expect(names.filter((name) => name.includes('trusted'))).toEqual([]);
  expect(names).toContain('script-src');
  expect(headers['content-security-policy-report-only']).toBe(
    `require-trusted-types-for 'script'; trusted-types default; report-uri ${violationReportsPath}; report-to policy`,
  );
});
