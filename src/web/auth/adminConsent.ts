/** The parameters that Entra adds to the redirect URI's query after an administrator has consented or refused. */
const answerParameters = 'admin_consent tenant scope state error error_description error_uri'.split(' ');

/** An administrator's answer, which Entra has put into the page's address. */
export interface AdminConsent {
  /** Entra's error number, for example `AADSTS65004`; `null` if the administrator consented for the whole tenant. */
  readonly refusal: string | null;
  /** The page's query without the answer's parameters. */
  readonly rest: string;
}

/**
 * Reads an administrator's answer to the consent link, which the set-up check (`doctor/`) shows.
 * @param query the query of the page's address, with the question mark
 * @returns `null` if the query holds no such answer
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function readAdminConsent(query: string): AdminConsent | null {
  const parameters = new URLSearchParams(query);
  const error = parameters.get('error');
  if (error === null && parameters.get('admin_consent')?.toLowerCase() !== 'true') return null;
  // Anyone can write a link with any description, so only the error number is read from it.
  const errorNumber = /AADSTS\d+/.exec(parameters.get('error_description') ?? '')?.[0];
  for (const name of answerParameters) parameters.delete(name);
  const rest = parameters.size > 0 ? `?${parameters}` : '';
  return { refusal: error === null ? null : (errorNumber ?? 'access_denied'), rest };
}
