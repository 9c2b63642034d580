import { addRoute } from '../http/addRoute.ts';
import type { EmulatorApp } from '../http/env.ts';
import { renderAdminConsentPage } from './pages/signInPages.ts';
import type { AdminConsentRequest } from './protocol/signInRequest.ts';
import { createErrorBody, refusals } from './protocol/refusals.ts';
import type { EntraState } from './entraState.ts';
import { parseScopes } from './protocol/scopes.ts';
import { readApplication, readTenant } from './protocol/tenantSegment.ts';
import { createExpiringStore } from './expiringStore.ts';
import { PageForm } from './pageForms.ts';
import { redirectWithAnswer } from './signInFlow.ts';

/**
 * Adds the page `/{tenant}/v2.0/adminconsent`, where an administrator consents for the whole tenant.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-admin-consent
 */
export function addAdminConsentRoutes(app: EmulatorApp, { directory, consents, now }: EntraState): void {
  // An administrator has ten minutes to answer the page. A hidden field of its form has the handle of the request.
  const pendingRequests = createExpiringStore<AdminConsentRequest>(10 * 60_000, now);

  addRoute(app, 'GET', '/:tenant/v2.0/adminconsent', {
    summary: 'Shows the page on which an administrator consents for the whole tenant.',
    // A name that ends in `!` is required.
    query: {
      'client_id!': 'The application id.',
      'redirect_uri!': 'A redirect URI of the application.',
      'scope!': 'Scopes, with spaces between them.',
      state: 'Comes back with the answer.',
    },
    answer: 'text/html',
    handle: (c) => {
      const tenantSegment = c.req.param('tenant');
      const tenant = readTenant(directory, tenantSegment);
      const application = readApplication(directory, c.req.query('client_id'), tenant);
      const redirectUri = c.req.query('redirect_uri') ?? '';
      if (!application.redirectUris.includes(redirectUri)) {
        throw refusals.redirectMismatch(redirectUri, application);
      }
      const scope = c.req.query('scope');
      if (!scope) throw refusals.missingParameter('scope');
      const scopes = parseScopes(scope, directory.applications);
      const request = { tenantSegment, application, scopes, scope, redirectUri, state: c.req.query('state') };
      // Nobody can sign in as a bot. If the path names no tenant, the page offers the accounts of all tenants.
      const people = directory.people.filter(({ bot, tid }) => !bot && (!tenant || tid === tenant.id));
      return renderAdminConsentPage(c, { request, people, handle: pendingRequests.put(request) });
    },
  });

  addRoute(app, 'POST', '/:tenant/adminconsent', {
    summary: 'Receives the form of that page; only the page sends it.',
    body: PageForm,
    example: { handle: 'from the page' },
    isForm: true,
    answer: 'text/html',
    handle: async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const request = pendingRequests.take(form.get('handle') ?? '');
      if (!request) throw refusals.pageExpired();
      // As in Entra, the application gets the answer in the query instead of the fragment, because it contains no secret.
      const replyAddress = { ...request, responseMode: 'query' } as const;
      const person = directory.findPerson(form.get('oid') ?? '');
      // The button *Cancel* sends no `oid`.
      if (!person) {
        const { error, error_description } = createErrorBody(refusals.consentDeclined(), now());
        return redirectWithAnswer(c, replyAddress, { error, error_description });
      }
      const tenant = readTenant(directory, request.tenantSegment);
      if (tenant && tenant.id !== person.tid)
        throw refusals.userOfOtherTenant(person, tenant, request.application);
      if (!person.administrator) throw refusals.notAnAdministrator(person);
      consents.recordConsent(person.tid, request.application, request.scopes.resources);
      const answer = { admin_consent: 'True', tenant: person.tid, scope: request.scope };
      return redirectWithAnswer(c, replyAddress, answer);
    },
  });
}
