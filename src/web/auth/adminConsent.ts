/** The parameters that Entra adds to the query of the redirect URI after an administrator's consent. */
const parameters = ['admin_consent', 'tenant', 'scope', 'state', 'error', 'error_description', 'error_uri'];

export interface AdminConsent {
  /** Entra's error number; `null` if the administrator consented for the whole tenant. */
  readonly refusal: string | null;
  /** The query without the answer, so that a reload does not show the answer again. */
  readonly rest: string;
}

/**
 * Reads the answer to the consent link that the set-up check gives to an administrator.
 * @param query of the page's address
 * @returns `null` if the query holds no such answer
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function readAdminConsent(query: string): AdminConsent | null {
  const found = new URLSearchParams(query);
  const error = found.get('error');
  if (error === null && found.get('admin_consent')?.toLowerCase() !== 'true') return null;
  const number = /AADSTS\d+/.exec(found.get('error_description') ?? '')?.[0];
  for (const name of parameters) found.delete(name);
  const rest = found.size > 0 ? `?${found}` : '';
  // Anyone can write a link with any description, so only the number is read from it.
  return { refusal: error === null ? null : (number ?? 'access_denied'), rest };
}
