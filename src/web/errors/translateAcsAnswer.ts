import * as z from 'zod/mini';
import { findMissingPermissions } from '../../contract/teamsPermissions.ts';
import { readRetryAfter } from './translateServiceError.ts';
import { fail, type Failure } from './problem.ts';

const AcsErrorBody = z.object({ error: z.object({ code: z.string(), message: z.optional(z.string()) }) });

/**
 * Turns an error answer of the ACS resource, to which the app talks without a token service, into a problem. A 403 has two
 * causes, which only the message tells apart: the user has no Azure role on the resource, or no Teams licence. No document says
 * with which status ACS refuses a Teams token that lacks a permission, so the token is read after every refusal.
 * @param teamsToken the Teams token that ACS has refused
 */
export async function translateAcsAnswer(response: Response, teamsToken: string): Promise<Failure> {
  const body = AcsErrorBody.safeParse(await response.json().catch(() => null));
  const detail = body.success ? `${response.status} ${body.data.error.code}` : `${response.status}`;
  const message = body.data?.error.message ?? '';
  const isLicenceMissing = response.status === 403 && /licen[cs]e/i.test(message);
  const permissions = findMissingPermissions(teamsToken);
  if ([400, 401, 403].includes(response.status) && !isLicenceMissing && permissions.length > 0)
    return fail('permission-missing', { detail, permissions });
  switch (response.status) {
    case 401:
      return fail('caller-rejected', { detail });
    case 403:
      return fail(isLicenceMissing ? 'licence-missing' : 'acs-role-missing', { detail });
    case 429:
      return fail('acs-busy', { detail, ...readRetryAfter(response) });
    default:
      return response.status >= 500
        ? fail('acs-failed', { detail, ...readRetryAfter(response) })
        : fail('acs-request-refused', { detail });
  }
}
