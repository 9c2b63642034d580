import { ControlError, requirePerson } from './requests/addControl.ts';
import type { ControlState } from './controlState.ts';

/**
 * Finds the user of a condition or another fault: a person of the directory, or an ACS user, by id or by the name of a connected call
 * agent.
 * @returns the object id; the raw id of an ACS user.
 * @throws ControlError 404 if there is no such user, 409 if several ACS users have this name.
 */
export function requireUser(
  { admin, acsUsers }: Pick<ControlState, 'admin' | 'acsUsers'>,
  name: string,
): string {
  if (acsUsers.has(name)) return name;
  const endpoints = admin.endpoints.list().filter((endpoint) => endpoint.name === name);
  const [acsUser, ...others] = new Set(endpoints.map(({ rawId }) => rawId));
  if (acsUser === undefined || name === '' || admin.directory.findPerson(name))
    return requirePerson(admin.directory, name).oid;
  if (others.length === 0) return acsUser;
  throw new ControlError(409, `Several ACS users have the name ${name}: ${[acsUser, ...others].join(', ')}.`);
}
