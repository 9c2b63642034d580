import * as z from 'zod/mini';
import { findMissingPermissions } from '../../contract/teamsPermissions.ts';
import { readRetryAfter } from './retryAfter.ts';
import { fail, type Failure } from './problem.ts';

const AcsErrorBody = z.object({ error: z.object({ code: z.string(), message: z.optional(z.string()) }) });

/** Reads the body of an error answer. @returns `detail`: the status and the code, which the user can quote */
export async function readAcsError(response: Response): Promise<{ detail: string; message: string }> {
  const body = AcsErrorBody.safeParse(await response.json().catch(() => null));
  return {
    detail: body.success ? `${response.status} ${body.data.error.code}` : `${response.status}`,
    message: body.data?.error.message ?? '',
  };
}

/**
 * Turns an error answer of the ACS resource, to which the app talks without a token service, into a problem. A 403 has two
 * causes, which only the message tells apart: the user has no Azure role on the resource, or no Teams licence. No document says
 * with which status ACS refuses a Teams token that lacks a permission, so the token is read after every refusal.
 * @param teamsToken the Teams token that ACS has refused
 */
export async function translateAcsAnswer(response: Response, teamsToken: string): Promise<Failure> {
  const { detail, message } = await readAcsError(response);
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
