import { expect, test } from 'vitest';
import { HttpError } from '../httpError.ts';
import { explainByPermissions, translateAcsError } from './acsError.ts';

const createError = (fields: object, headers: Record<string, string> = {}): Error =>
  Object.assign(new Error('secret'), {
    name: 'RestError',
    response: { headers: new Map(Object.entries(headers)) },
    ...fields,
  });

test.each<[object, number, string]>([
  // The caller token is valid, so a refusal of the Teams token is a 403, and not a 401.
  [{ statusCode: 400, code: 'BadRequest' }, 403, 'acs_refused'],
  [{ statusCode: 401, code: 'InvalidToken' }, 403, 'acs_token_refused'],
  [{ statusCode: 403, message: 'Forbidden' }, 403, 'acs_refused'],
  [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 502, 'acs_untrusted'],
  [{ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 502, 'acs_untrusted'],
  [{ code: 'CERT_HAS_EXPIRED' }, 502, 'acs_untrusted'],
  [{ code: 'ECONNREFUSED' }, 503, 'acs_unavailable'],
  [{ code: 'ENOTFOUND' }, 503, 'acs_unavailable'],
  [{ statusCode: 408 }, 503, 'acs_unavailable'],
  [{ statusCode: 500 }, 503, 'acs_unavailable'],
  [{ statusCode: 504 }, 503, 'acs_unavailable'],
  [{ name: 'AuthenticationError', statusCode: 401 }, 502, 'acs_credential_failed'],
  [{ statusCode: 404, code: 'NotFound' }, 502, 'acs_answer_invalid'],
  [{ statusCode: 403, message: 'The user has no eligible Teams license.' }, 403, 'acs_licence_missing'],
  [{ statusCode: 403, message: 'The caller has no role assignment.' }, 502, 'acs_role_missing'],
  [{ statusCode: 403, message: 'The client does not have authorization.' }, 502, 'acs_role_missing'],
])('X14: translateAcsError turns %j into %i %s', (fields, status, code) => {
  expect(translateAcsError(createError(fields))).toMatchObject({ status, code });
});

test('translateAcsError turns a refusal of the service’s own key into 502, because no caller can solve that problem', () => {
  const error = createError({ statusCode: 401, code: 'Other' }, { 'www-authenticate': 'HMAC-SHA256' });
  expect(translateAcsError(error)).toMatchObject({ status: 502, code: 'acs_credential_refused' });
});

test.each([
  ['2', '2'],
  ['0', '1'],
  ['3600', '60'],
  [new Date(Date.now() + 3_600_000).toUTCString(), '60'],
  ['soon', '5'],
  [undefined, '5'],
])('translateAcsError passes on the Retry-After %s as %s, at most 60 s', (value, expected) => {
  const sentHeaders = value === undefined ? {} : { 'retry-after': value };
  const headers = { 'retry-after': expected };
  const translate = (statusCode: number) => translateAcsError(createError({ statusCode }, sentHeaders));
  expect(translate(429)).toMatchObject({ status: 429, code: 'acs_throttled', headers });
  expect(translate(503)).toMatchObject({ status: 503, code: 'acs_unavailable', headers });
});

test('the result of translateAcsError contains nothing secret: no message, no request, and no code of an unknown form', () => {
  const error = createError({ message: 'canary', code: 'canary canary', statusCode: 403, request: 'canary' });
  const { message, stack, cause, detail, headers } = translateAcsError(error);
  expect(JSON.stringify({ message, stack, cause, detail, headers })).not.toContain('canary');
});

test.each(['acs_refused', 'acs_token_refused', 'acs_role_missing', 'acs_credential_refused'])(
  'if the Teams token lacks a permission, explainByPermissions names the permission in place of %s',
  (code) => {
    const refusal = new HttpError(502, code, { detail: 'status 401' });
    const createToken = (scp: string) => `head.${btoa(JSON.stringify({ scp }))}.signature`;
    expect(explainByPermissions(refusal, createToken('Teams.ManageCalls'))).toMatchObject({
      status: 403,
      code: 'acs_permission_missing',
      missingPermissions: ['Teams.ManageChats'],
      detail: 'status 401, without Teams.ManageChats',
    });
    for (const token of [createToken('Teams.ManageCalls Teams.ManageChats'), 'unreadable'])
      expect(explainByPermissions(refusal, token)).toBe(refusal);
  },
);
