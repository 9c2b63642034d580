import * as z from 'zod';
import { removeAssignment } from '../core/assignments.ts';
import type { Assignment, Directory, ResourceAccount } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import type { EmulatorApp } from '../http/env.ts';
import type { ControlState } from './controlState.ts';
import { addControl, ControlError } from './requests/addControl.ts';
import { describeAssignment } from './state.ts';
import * as views from './views.ts';

/** A request to let a person or a resource account use the ACS resource for Teams Phone extensibility. */
const AssignmentRequest = z.strictObject({
  principal: z
    .string()
    .min(1)
    .max(300)
    .describe('The UPN or object id of a person, or the name, number or object id of a resource account.'),
  clientIds: z
    .optional(z.array(z.string().min(1).max(64)).min(1).max(50))
    .describe(
      'The client ids of the applications with which a person may be an agent. By default, every application in which the person can sign in.',
    ),
});

/** Adds the routes that assign people and resource accounts, as the ACS resource's owner does with the assignments API. */
export function addAssignmentControlRoutes(app: EmulatorApp, state: ControlState): void {
  const { assignments, directory } = state;
  addControl(app, 'POST', '/emulator/assignments', {
    summary: 'Assigns a person or a resource account to the ACS resource for Teams Phone extensibility.',
    body: AssignmentRequest,
    example: { principal: 'dave@fabrikam.example' },
    status: 201,
    answer: views.Assignment,
    run: (request) => {
      const assignment = createAssignment(directory, request);
      assignments.put(assignment);
      return describeAssignment(directory, assignment);
    },
  });
  addControl(app, 'DELETE', '/emulator/assignments/:principal', {
    summary: "Deletes an assignment, and revokes the person's ACS tokens.",
    answer: views.Assignment,
    run: (_, c) => {
      const name = c.req.param('principal') ?? '';
      const principal = findPrincipal(directory, name);
      // An assignment may name somebody whom the directory does not know.
      const objectId = principal?.oid ?? name.toLowerCase();
      const assignment = assignments.list().find((other) => other.objectId === objectId);
      if (!assignment) throw new ControlError(404, `${name} is not assigned to the ACS resource.`);
      removeAssignment(state, { oid: objectId, tid: assignment.tenantId });
      return describeAssignment(directory, assignment);
    },
  });
}

/** @throws ControlError 404 for somebody whom the directory does not know. */
function createAssignment(
  directory: Directory,
  { principal: name, clientIds }: z.infer<typeof AssignmentRequest>,
): Assignment {
  const principal = findPrincipal(directory, name);
  if (!principal) throw new ControlError(404, `There is no person and no resource account ${name}.`);
  const { oid: objectId, tid: tenantId } = principal;
  if ('number' in principal)
    return { objectId, tenantId, principalType: 'teamsResourceAccount', clientIds: [] };
  const ownApplications = directory.applications.filter(
    ({ accounts, tid }) => accounts === 'multi-tenant' || tid === tenantId,
  );
  const defaultClientIds = ownApplications.map(({ clientId }) => clientId);
  return { objectId, tenantId, principalType: 'user', clientIds: clientIds ?? defaultClientIds };
}

const findPrincipal = (directory: Directory, name: string): Person | ResourceAccount | undefined =>
  directory.findPerson(name) ??
  directory.findResourceAccount(name) ??
  directory.resourceAccounts.find(({ displayName, number }) => displayName === name || number === name);
