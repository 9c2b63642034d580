import { html } from 'hono/html';
import { oidcPermissions, type RequestedScopes } from '../protocol/scopes.ts';

/** Lists the permissions of a request, by text and by name. */
export function permissionList({ oidc, resources }: RequestedScopes) {
  const all = [
    ...resources.flatMap(({ resource, names }) =>
      names.map((name) => ({
        name: `${resource.displayName}: ${name}`,
        text: resource.permissions[name] ?? name,
      })),
    ),
    ...oidc.map((name) => ({ name, text: oidcPermissions[name] ?? name })),
  ];
  return html`<ul class="permissions">
    ${all.map(
      ({ name, text }) => html`
        <li>
          ${text}
          <small>${name}</small>
        </li>
      `,
    )}
  </ul>`;
}
