import { expect, it } from 'vitest';
import { translateServiceError } from './translateServiceError.ts';

// `docs/errors.md`, which a test compares with the code, has the problem of every other answer.
it.each([
  [403, 'acs_licence_missing', 'licence-missing', 'none'],
  // An answer that names no permission explains nothing.
  [403, 'acs_permission_missing', 'not-allowed', 'none'],
  [502, 'acs_credential_failed', 'service-misconfigured', 'retry'],
])('turns the answer %i %s into the problem %s', async (status, code, problem, remedy) => {
  const answer = Response.json({ error: { code, requestId: 'r-1' } }, { status });
  expect(await translateServiceError(answer)).toMatchObject({
    problem: { code: problem, remedy, detail: `${status} ${code} r-1` },
  });
});

it('names the permissions that the token service has found missing', async () => {
  const permissions = ['Teams.ManageChats'];
  const error = { code: 'acs_permission_missing', requestId: 'r-1', missingPermissions: permissions };
  expect(await translateServiceError(Response.json({ error }, { status: 403 }))).toMatchObject({
    problem: { code: 'permission-missing', remedy: 'grantConsent', permissions },
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
