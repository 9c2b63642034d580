import { findMissingPermissions } from '../../contract/teamsPermissions.ts';
import { HttpError } from '../httpError.ts';

/**
 * The codes after which the Teams token may be the cause of the refusal. No document says with which status and text ACS
 * refuses a token without a required permission, so the status and the text do not decide.
 */
const uncertainCauses: ReadonlySet<string> = new Set([
  'acs_refused',
  'acs_token_refused',
  'acs_role_missing',
  'acs_credential_refused',
]);

/**
 * Names the permissions that a refused Teams token lacks, so that the user learns what to consent to. The claims of the
 * token are not verified. They only explain a refusal, and cannot turn a refusal into a success.
 * @returns `refusal` itself if the token lacks none, or if it cannot be read
 */
export function explainByPermissions(refusal: HttpError, teamsToken: string): HttpError {
  if (!uncertainCauses.has(refusal.code)) return refusal;
  const missingPermissions = findMissingPermissions(teamsToken);
  if (missingPermissions.length === 0) return refusal;
  return new HttpError(403, 'acs_permission_missing', {
    detail: `${refusal.detail}, without ${missingPermissions.join(' and ')}`,
    missingPermissions,
  });
}
