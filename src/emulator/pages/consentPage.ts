import type { Context } from 'hono';
import { html } from 'hono/html';
import type { AuthorizeRequest } from '../entra/authorizeRequest.ts';
import { oidcPermissions } from '../entra/resources.ts';
import type { Person } from '../people.ts';
import { tenants } from '../seed.ts';
import { page } from './page.ts';

/** May this application do these things as this person? */
export function consentPage(
  c: Context,
  { request, person, handle }: { request: AuthorizeRequest; person: Person; handle: string },
): Promise<Response> {
  const { application, scopes, segment } = request;
  const publisher = tenants.find(({ id }) => id === application.tid)?.name ?? application.tid;
  const wishes = [
    ...scopes.oidc.map((name) => ({ name, words: oidcPermissions[name] ?? name })),
    ...scopes.resources.flatMap(({ resource, names }) =>
      names.map((name) => ({
        name: `${resource.displayName}: ${name}`,
        words: resource.permissions[name] ?? name,
      })),
    ),
  ];
  return page(c, {
    title: 'Permissions requested',
    body: html`
      <p><strong>${application.displayName}</strong>, published by ${publisher}, would like to:</p>
      <ul class="wishes">
        ${wishes.map(
          ({ name, words }) => html`
            <li>
              ${words}
              <small>${name}</small>
            </li>
          `,
        )}
      </ul>
      <p class="who">Signed in as ${person.upn}</p>
      <form method="post" action="/${encodeURIComponent(segment)}/consent" class="answers">
        <input type="hidden" name="handle" value="${handle}" />
        <button name="answer" value="cancel">Cancel</button>
        <button name="answer" value="accept" class="primary">Accept</button>
      </form>
    `,
  });
}
