import { BrowserAuthError, ServerError } from '@azure/msal-browser';
import { expect, it } from 'vitest';
import { translateMsalError } from './translateMsalError.ts';

const createEntraError = (errorCode: string, aadstsNumber: string, subError = '') =>
  new ServerError(errorCode, '', `AADSTS${aadstsNumber}: What Entra says.`, subError);

const createMsalError = (code: string, subError: string) => new BrowserAuthError(code, '', subError);

it.each([
  ['a known AADSTS number', createEntraError('odd', '700084'), 'sign-in-needed', 'AADSTS700084'],
  ['an unknown number, by its code', createEntraError('server_error', '1'), 'sign-in-unreachable', 'AADSTS1'],
  ['a known sub-error', createEntraError('odd', '1', 'consent_required'), 'consent-needed', 'AADSTS1'],
  ['an unknown number and code', createEntraError('odd', '1'), 'sign-in-failed', 'AADSTS1'],
  [
    'a redirect that does not happen',
    createMsalError('timed_out', 'failed_to_redirect'),
    'sign-in-unreachable',
    'timed_out',
  ],
])('translates %s', (_errorName, cause, code, detail) => {
  expect(translateMsalError(cause).problem).toMatchObject({ code, detail });
});

it('turns an error that is not MSAL’s into `unexpected` with an id', () => {
  expect(translateMsalError(new TypeError('x')).problem).toMatchObject({
    code: 'unexpected',
    detail: expect.stringMatching(/^TypeError [\da-f]{8}$/),
  });
});

it('X15: a storage without room is a problem of its own, whether MSAL or the browser reports it', () => {
  const browserError = new DOMException('full', 'QuotaExceededError');
  for (const error of [browserError, new BrowserAuthError('cache_quota_exceeded', '')])
    expect(translateMsalError(error).problem.code).toBe('storage-full');
});
