import { html } from 'hono/html';
import { oidcPermissions, type RequestedScopes } from '../protocol/scopes.ts';

/** Lists the permissions that a request asks for, each with a description and its technical name. */
export function renderPermissionList({ oidc, resources }: RequestedScopes) {
  const permissions = [
    ...resources.flatMap(({ resource, permissionNames }) =>
      permissionNames.map((name) => ({
        name: `${resource.displayName}: ${name}`,
        text: resource.permissions[name] ?? name,
      })),
    ),
    ...oidc.map((name) => ({ name, text: oidcPermissions[name] ?? name })),
  ];
  return html`<ul class="permissions">
    ${permissions.map(
      ({ name, text }) => html`
        <li>
          ${text}
          <small>${name}</small>
        </li>
      `,
    )}
  </ul>`;
}
