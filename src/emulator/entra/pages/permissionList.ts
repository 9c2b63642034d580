import { html } from 'hono/html';
import { oidcPermissions, type RequestedScopes } from '../protocol/scopes.ts';

/** The permissions of a request, in words and by name. */
export function wishes({ oidc, resources }: RequestedScopes) {
  const all = [
    ...resources.flatMap(({ resource, names }) =>
      names.map((name) => ({
        name: `${resource.displayName}: ${name}`,
        words: resource.permissions[name] ?? name,
      })),
    ),
    ...oidc.map((name) => ({ name, words: oidcPermissions[name] ?? name })),
  ];
  return html`<ul class="wishes">
    ${all.map(
      ({ name, words }) => html`
        <li>
          ${words}
          <small>${name}</small>
        </li>
      `,
    )}
  </ul>`;
}
