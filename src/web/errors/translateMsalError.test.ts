import { BrowserAuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-browser';
import { expect, it } from 'vitest';
import { translateMsalError } from './translateMsalError.ts';

const createEntraError = (errorCode: string, aadstsNumber: string, subError = '') =>
  new ServerError(errorCode, '', `AADSTS${aadstsNumber}: What Entra says.`, subError);

it.each([
  ['a known AADSTS number', createEntraError('invalid_grant', '700084'), 'sign-in-needed', 'AADSTS700084'],
  [
    'an unknown AADSTS number, by its error code',
    createEntraError('server_error', '90033'),
    'sign-in-unreachable',
    'AADSTS90033',
  ],
  [
    'a known sub-error',
    createEntraError('invalid_grant', '1', 'consent_required'),
    'consent-needed',
    'AADSTS1',
  ],
  [
    'an unknown number and code, as sign-in-failed',
    createEntraError('odd', '1'),
    'sign-in-failed',
    'AADSTS1',
  ],
  [
    'a hidden frame that does not answer',
    new BrowserAuthError('timed_out', '', 'redirect_bridge_timeout'),
    'sign-in-needed',
    'timed_out',
  ],
  [
    'a redirect that does not happen',
    new BrowserAuthError('timed_out', '', 'failed_to_redirect'),
    'sign-in-unreachable',
    'timed_out',
  ],
  [
    'MSAL’s request for interaction',
    new InteractionRequiredAuthError('login_required', ''),
    'sign-in-needed',
    'login_required',
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
  expect(translateMsalError(new DOMException('full', 'QuotaExceededError')).problem.code).toBe(
    'storage-full',
  );
  expect(translateMsalError(new BrowserAuthError('cache_quota_exceeded', '')).problem.code).toBe(
    'storage-full',
  );
});
