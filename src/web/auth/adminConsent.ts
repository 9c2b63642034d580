/** What Entra adds to the address that an administrator comes back to. In the query, unlike a sign-in's answer. */
const parameters = ['admin_consent', 'tenant', 'scope', 'state', 'error', 'error_description', 'error_uri'];

export interface AdminConsent {
  /** Entra's number for a refusal, `null` when the application was approved for the whole tenant. */
  readonly refusal: string | null;
  /** The query without the answer, so that a reload does not tell it again. */
  readonly rest: string;
}

/**
 * The answer to the address that the set-up check gives to an administrator.
 * @param query of the page's address. @returns `null` when it holds no such answer.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function readAdminConsent(query: string): AdminConsent | null {
  const found = new URLSearchParams(query);
  const error = found.get('error');
  if (error === null && found.get('admin_consent')?.toLowerCase() !== 'true') return null;
  const number = /AADSTS\d+/.exec(found.get('error_description') ?? '')?.[0];
  for (const name of parameters) found.delete(name);
  const rest = found.size > 0 ? `?${found}` : '';
  // Whoever wrote the address wrote its words: only the number is taken from them.
  return { refusal: error === null ? null : (number ?? 'access_denied'), rest };
}
