import { expect, it } from 'vitest';
import { translateServiceError } from './translateServiceError.ts';

it.each([
  [403, 'acs_licence_missing', 'licence-missing', 'none'],
  [403, 'acs_refused', 'not-allowed', 'none'],
  [403, 'acs_token_refused', 'caller-rejected', 'signIn'],
  // An answer that names no permission explains nothing.
  [403, 'acs_permission_missing', 'not-allowed', 'none'],
  [403, 'tenant_not_allowed', 'not-allowed', 'none'],
  [502, 'acs_role_missing', 'service-misconfigured', 'retry'],
  [502, 'acs_credential_refused', 'service-misconfigured', 'retry'],
  [502, 'acs_credential_failed', 'service-misconfigured', 'retry'],
  [502, 'acs_answer_invalid', 'service-failed', 'retry'],
  [503, 'acs_unavailable', 'service-failed', 'retry'],
  [401, 'insufficient_claims', 'caller-rejected', 'signIn'],
])(
  'turns the answer %i %s of the token service into the problem %s',
  async (status, code, problem, remedy) => {
    const answer = Response.json({ error: { code, requestId: 'r-1' } }, { status });
    expect(await translateServiceError(answer)).toMatchObject({
      problem: { code: problem, remedy, detail: `${status} ${code} r-1` },
    });
  },
);

it('names the permissions that the token service has found missing', async () => {
  const error = {
    code: 'acs_permission_missing',
    requestId: 'r-1',
    missingPermissions: ['Teams.ManageChats'],
  };
  expect(await translateServiceError(Response.json({ error }, { status: 403 }))).toMatchObject({
    problem: { code: 'permission-missing', remedy: 'grantConsent', permissions: ['Teams.ManageChats'] },
  });
});

it.each([
  [429, '3600', { code: 'service-busy', remedy: 'retry', retryAfterMs: 60_000 }],
  [429, '2', { code: 'service-busy', retryAfterMs: 2000 }],
  [503, '', { code: 'service-failed', remedy: 'retry' }],
  [400, '', { code: 'service-request-refused', remedy: 'checkConfiguration' }],
  [408, '', { code: 'service-failed', remedy: 'retry' }],
])('turns an answer %i that asks to wait “%s” s into %j', async (status, seconds, problem) => {
  const answer = new Response('', { status, headers: { 'retry-after': seconds } });
  expect(await translateServiceError(answer)).toMatchObject({ ok: false, problem });
});
