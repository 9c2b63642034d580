import * as z from 'zod/mini';
import { readRetryAfter } from './translateServiceError.ts';
import { fail, type Failure } from './problem.ts';

const AcsErrorBody = z.object({ error: z.object({ code: z.string(), message: z.optional(z.string()) }) });

/**
 * Turns an error answer of the ACS resource into a problem. The app gets such an answer only if it exchanges tokens directly,
 * without a token service. The status 403 has two causes: the user has no Azure role on the resource, or no Teams licence.
 * Only the message tells which.
 */
export async function translateAcsAnswer(response: Response): Promise<Failure> {
  const body = AcsErrorBody.safeParse(await response.json().catch(() => null));
  const detail = body.success ? `${response.status} ${body.data.error.code}` : `${response.status}`;
  const message = body.data?.error.message ?? '';
  switch (response.status) {
    case 401:
      return fail('caller-rejected', { detail });
    case 403:
      return fail(/licen[cs]e/i.test(message) ? 'licence-missing' : 'acs-role-missing', { detail });
    case 429:
      return fail('acs-busy', { detail, ...readRetryAfter(response) });
    default:
      return response.status >= 500
        ? fail('acs-failed', { detail, ...readRetryAfter(response) })
        : fail('acs-request-refused', { detail });
  }
}
