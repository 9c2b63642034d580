import { expect, it } from 'vitest';
import { translateAcsAnswer } from './translateAcsAnswer.ts';

const claims = Buffer.from(JSON.stringify({ scp: 'Teams.ManageCalls' })).toString('base64url');
/** A Teams token without the permission `Teams.ManageChats`, and one that says nothing of its permissions. */
const [tokenWithoutChats, opaqueToken] = [`head.${claims}.signature`, 'teams-token'];

const [noLicence, noRole] = [
  'The user has no eligible Teams license.',
  'The caller has no role assignment on this resource.',
];

it.each([
  [403, noRole, opaqueToken, 'acs-role-missing', 'checkConfiguration'],
  [403, noLicence, opaqueToken, 'licence-missing', 'none'],
  [400, 'appId does not match', opaqueToken, 'acs-request-refused', 'checkConfiguration'],
  [429, 'slow down', opaqueToken, 'acs-busy', 'retry'],
  [500, 'oops', opaqueToken, 'acs-failed', 'retry'],
  [400, 'bad request', tokenWithoutChats, 'permission-missing', 'grantConsent'],
  [401, 'no', tokenWithoutChats, 'permission-missing', 'grantConsent'],
  [403, 'no', tokenWithoutChats, 'permission-missing', 'grantConsent'],
  [403, noLicence, tokenWithoutChats, 'licence-missing', 'none'],
  [429, 'slow down', tokenWithoutChats, 'acs-busy', 'retry'],
])(
  'turns an answer %i with the message “%s” to the Teams token %s into %s',
  async (status, message, token, code, remedy) => {
    const answer = Response.json({ error: { code: 'X', message } }, { status });
    expect(await translateAcsAnswer(answer, token)).toMatchObject({
      ok: false,
      problem: {
        code,
        remedy,
        detail: `${status} X`,
        ...(code === 'permission-missing' && { permissions: ['Teams.ManageChats'] }),
      },
    });
  },
);
