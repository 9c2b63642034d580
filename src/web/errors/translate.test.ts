import { BrowserAuthError, ServerError } from '@azure/msal-browser';
import { expect, it } from 'vitest';
import { translateAcsAnswer } from './translateAcsAnswer.ts';
import { translateExtensionAnswer } from './translateExtensionAnswer.ts';
import { translateMsalError } from './translateMsalError.ts';
import { translateCameraError, translateSdkError } from './translateSdkError.ts';
import { translateServiceError } from './translateServiceError.ts';

// `docs/errors.md`, which a test compares with the code, has the problem of every other answer of the service and of ACS.

const claims = Buffer.from(JSON.stringify({ scp: 'Teams.ManageCalls' })).toString('base64url');
const tokenWithoutChats = `head.${claims}.signature`;
const permissions = ['Teams.ManageChats'];

it.each([
  [400, 'no', { code: 'permission-missing', remedy: 'grantConsent', permissions }],
  [403, 'no', { code: 'permission-missing', remedy: 'grantConsent', permissions }],
  [403, 'The user has no eligible Teams license.', { code: 'licence-missing', remedy: 'none' }],
  [429, 'no', { code: 'acs-busy', remedy: 'retry' }],
])(
  'turns the answer %i of ACS with the message “%s” to a token that lacks a permission into %j',
  async (...row) => {
    const [status, message, problem] = row;
    const answer = Response.json({ error: { code: 'X', message } }, { status });
    const detail = `${status} X`;
    expect(await translateAcsAnswer(answer, tokenWithoutChats)).toMatchObject({
      problem: { ...problem, detail },
    });
  },
);

const agentToken = `head.${btoa(JSON.stringify({ scp: 'TeamsExtension.ManageCalls' }))}.signature`;

it.each([
  [400, 'no', { code: 'acs-request-refused', remedy: 'checkConfiguration' }],
  [401, 'no', { code: 'acs-sign-in-refused', remedy: 'signIn' }],
  [403, 'no', { code: 'assignment-missing', remedy: 'checkConfiguration' }],
  [403, 'The user has no assignment for this resource in the tenant.', { code: 'assignment-missing' }],
  [403, 'The assignment does not include the client id.', { code: 'assignment-other-app' }],
  [403, 'The tenant of the token is not that of the resource account.', { code: 'wrong-tenant' }],
  [403, 'The user has no eligible Teams license.', { code: 'licence-missing', remedy: 'none' }],
  [403, 'The user has no Teams Phone license.', { code: 'phone-licence-missing', remedy: 'none' }],
  [404, 'no', { code: 'acs-endpoint-wrong', remedy: 'checkConfiguration' }],
  [405, 'no', { code: 'acs-endpoint-wrong', remedy: 'checkConfiguration' }],
  [429, 'no', { code: 'acs-busy', remedy: 'retry', retryAfterMs: 7000 }],
  [503, 'no', { code: 'acs-failed', remedy: 'retry', retryAfterMs: 7000 }],
])('turns the answer %i of ACS with the message “%s” to an agent’s token into %j', async (...row) => {
  const [status, message, problem] = row;
  const answer = Response.json(
    { error: { code: 'X', message } },
    { status, headers: { 'retry-after': '7' } },
  );
  expect(await translateExtensionAnswer(answer, agentToken)).toMatchObject({
    problem: { ...problem, detail: `${status} X` },
  });
});

it('names the permission that an agent’s token lacks', async () => {
  const answer = Response.json({ error: { code: 'X', message: 'no' } }, { status: 403 });
  const problem = { code: 'permission-missing', permissions: ['TeamsExtension.ManageCalls'] };
  expect(await translateExtensionAnswer(answer, tokenWithoutChats)).toMatchObject({ problem });
});

it.each([
  // An answer that names no permission explains nothing.
  [403, 'acs_permission_missing', {}, { code: 'not-allowed', remedy: 'none' }],
  [
    403,
    'acs_permission_missing',
    { missingPermissions: permissions },
    { code: 'permission-missing', remedy: 'grantConsent', permissions },
  ],
])('turns the answer %i %s of the token service with %j into %j', async (status, code, facts, problem) => {
  const answer = Response.json({ error: { code, requestId: 'r-1', ...facts } }, { status });
  const detail = `${status} ${code} r-1`;
  expect(await translateServiceError(answer)).toMatchObject({ problem: { ...problem, detail } });
});

it.each([
  [429, '3600', { code: 'service-busy', remedy: 'retry', retryAfterMs: 60_000 }],
  [429, '2', { code: 'service-busy', retryAfterMs: 2000 }],
  [503, '', { code: 'service-failed', remedy: 'retry' }],
  [400, '', { code: 'service-request-refused', remedy: 'checkConfiguration' }],
  [408, '', { code: 'service-failed', remedy: 'retry' }],
])(
  'turns an answer %i of the token service that asks to wait “%s” s into %j',
  async (status, seconds, problem) => {
    const answer = new Response('', { status, headers: { 'retry-after': seconds } });
    expect(await translateServiceError(answer)).toMatchObject({ ok: false, problem });
  },
);

const createEntraError = (errorCode: string, aadstsNumber: string, subError = '') =>
  new ServerError(errorCode, '', `AADSTS${aadstsNumber}: What Entra says.`, subError);

it.each([
  ['a known AADSTS number', createEntraError('odd', '700084'), 'sign-in-needed', 'AADSTS700084'],
  ['an unknown number, by its code', createEntraError('server_error', '1'), 'sign-in-unreachable', 'AADSTS1'],
  ['a known sub-error', createEntraError('odd', '1', 'consent_required'), 'consent-needed', 'AADSTS1'],
  ['an unknown number and code', createEntraError('odd', '1'), 'sign-in-failed', 'AADSTS1'],
  [
    'a redirect that does not happen',
    new BrowserAuthError('timed_out', '', 'failed_to_redirect'),
    'sign-in-unreachable',
    'timed_out',
  ],
])('turns an error of MSAL with %s into the right problem', (_errorName, cause, code, detail) => {
  expect(translateMsalError(cause).problem).toMatchObject({ code, detail });
});

it('X15: a storage without room is a problem of its own, whether MSAL or the browser reports it', () => {
  const browserError = new DOMException('full', 'QuotaExceededError');
  for (const error of [browserError, new BrowserAuthError('cache_quota_exceeded', '')])
    expect(translateMsalError(error).problem.code).toBe('storage-full');
});

const createSdkError = (code: number, subCode: number) =>
  Object.assign(new Error(), { name: 'CallingCommunicationError', code, subCode });

it.each([
  [403, 43001, 'camera-refused'],
  [412, 43013, 'camera-missing'],
  [412, 43000, 'camera-busy'],
  [500, 43002, 'camera-busy'],
])('turns the SDK’s camera error %i/%i into %s', (code, subCode, problem) => {
  expect(translateCameraError(createSdkError(code, subCode))).toMatchObject({
    problem: { code: problem, detail: `${code}/${subCode}` },
  });
});

it.each([45758, 45906])(
  'says that a command which the SDK refuses with 400/%i needs a group call',
  (subCode) => {
    expect(translateSdkError(createSdkError(400, subCode), 'call-command-failed')).toMatchObject({
      problem: { code: 'not-in-this-call', detail: `400/${subCode}`, remedy: 'none' },
    });
  },
);

it('turns an error that is neither the SDK’s nor MSAL’s into `unexpected` with an id', () => {
  const problem = { code: 'unexpected', detail: expect.stringMatching(/^(TypeError|undefined) [\da-f]{8}$/) };
  for (const cause of [new TypeError('x'), undefined]) {
    const answers = [
      translateMsalError(cause),
      translateCameraError(cause),
      translateSdkError(cause, 'call-not-started'),
    ];
    expect(answers).toMatchObject([{ problem }, { problem }, { problem }]);
  }
});
