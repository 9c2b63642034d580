import { expect, test } from 'vitest';
import { translateAcsError } from './acsError.ts';

test.each([
  ['ERR_TLS_CERT_ALTNAME_INVALID', 502, 'acs_untrusted'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 502, 'acs_untrusted'],
  ['CERT_HAS_EXPIRED', 502, 'acs_untrusted'],
  ['ECONNREFUSED', 503, 'acs_unavailable'],
  ['ENOTFOUND', 503, 'acs_unavailable'],
])('translateAcsError turns a connection that fails with %s into %i', (code, status, expected) => {
  const error = Object.assign(new Error('secret'), { name: 'RestError', code });
  expect(translateAcsError(error)).toMatchObject({ status, code: expected });
});

test('the result of translateAcsError contains nothing secret: no message, no request, and no code of an unknown form', () => {
  const error = Object.assign(new Error('canary'), {
    code: 'canary canary',
    statusCode: 403,
    request: { body: 'canary' },
  });
  const translated = translateAcsError(error);
  const { message, stack, cause, detail, headers } = translated;
  expect(JSON.stringify({ message, stack, cause, detail, headers })).not.toContain('canary');
});

test.each([
  ['The user has no eligible Teams license.', 403, 'acs_licence_missing'],
  ['The caller has no role assignment on this resource.', 502, 'acs_role_missing'],
  ['The client does not have authorization to perform the action.', 502, 'acs_role_missing'],
  ['Forbidden', 403, 'acs_refused'],
])('translateAcsError turns a 403 with the message “%s” into %i %s', (message, status, code) => {
  const error = Object.assign(new Error(message), { name: 'RestError', code: 'Forbidden', statusCode: 403 });
  expect(translateAcsError(error)).toMatchObject({ status, code });
});

test('translateAcsError turns a failure of the service’s own identity into 502', () => {
  const error = Object.assign(new Error('AADSTS7000215'), { name: 'AuthenticationError', statusCode: 401 });
  expect(translateAcsError(error)).toMatchObject({ status: 502, code: 'acs_credential_failed' });
});
