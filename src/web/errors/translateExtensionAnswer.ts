import { extensionPermissions, findMissingPermissions } from '../../contract/teamsPermissions.ts';
import type { ProblemCode } from './catalogue.ts';
import { fail, type Failure } from './problem.ts';
import { readAcsError } from './translateAcsAnswer.ts';
import { readRetryAfter } from './retryAfter.ts';

/** What the message of a 403 says, in this order. No document lists these messages, so any other one means that nobody is assigned. */
const refusals: readonly (readonly [pattern: RegExp, code: ProblemCode])[] = [
  [/phone licen[cs]e/i, 'phone-licence-missing'],
  [/licen[cs]e/i, 'licence-missing'],
  [/client|application/i, 'assignment-other-app'],
  [/assign/i, 'assignment-missing'],
  [/tenant/i, 'wrong-tenant'],
];

/**
 * Turns an error answer of the ACS resource to the exchange of Teams Phone extensibility into a problem. Each problem's text names
 * who can mend it: the owner of the ACS resource, an administrator of the tenant, or the operator of the app.
 * @param teamsToken the token that ACS has refused
 */
export async function translateExtensionAnswer(response: Response, teamsToken: string): Promise<Failure> {
  const { detail, message } = await readAcsError(response);
  const { status } = response;
  if (status === 401 || status === 403) {
    const permissions = findMissingPermissions(teamsToken, extensionPermissions);
    if (permissions.length > 0) return fail('permission-missing', { detail, permissions });
  }
  switch (status) {
    case 401:
      return fail('acs-sign-in-refused', { detail });
    case 403:
      return fail(refusals.find(([pattern]) => pattern.test(message))?.[1] ?? 'assignment-missing', {
        detail,
      });
    // A server that is no ACS resource may also answer that it does not accept the method.
    case 404:
    case 405:
      return fail('acs-endpoint-wrong', { detail });
    case 429:
      return fail('acs-busy', { detail, ...readRetryAfter(response) });
    default:
      return status >= 500
        ? fail('acs-failed', { detail, ...readRetryAfter(response) })
        : fail('acs-request-refused', { detail });
  }
}
