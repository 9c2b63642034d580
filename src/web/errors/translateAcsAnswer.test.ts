import { expect, it } from 'vitest';
import { translateAcsAnswer } from './translateAcsAnswer.ts';

const claims = Buffer.from(JSON.stringify({ scp: 'Teams.ManageCalls' })).toString('base64url');
/** A Teams token without the permission `Teams.ManageChats`, and one that says nothing of its permissions. */
const [tokenWithoutChats, opaqueToken] = [`head.${claims}.signature`, 'teams-token'];

const noLicence = 'The user has no eligible Teams license.';

// `docs/errors.md`, which a test compares with the code, has the problem of every answer to an opaque token.
it.each([
  [403, 'no', opaqueToken, 'acs-role-missing', 'checkConfiguration'],
  [400, 'no', tokenWithoutChats, 'permission-missing', 'grantConsent'],
  [403, 'no', tokenWithoutChats, 'permission-missing', 'grantConsent'],
  [403, noLicence, tokenWithoutChats, 'licence-missing', 'none'],
  [429, 'no', tokenWithoutChats, 'acs-busy', 'retry'],
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
