import type { Assignment, ContactCentre } from '../views.ts';
import { formatNumber } from './contactCentreView.ts';
import { createRequestButton, createRow } from './dom.ts';
import { createCopyableText } from './listsView.ts';

// The section *Assignments* of the controls page (`GET /emulator`): who may use the ACS resource for Teams Phone extensibility.

const createRemoveButton = (objectId: string, name: string): HTMLElement =>
  createRequestButton('Remove assignment', `assignments/${objectId}`, null, `of ${name}`);

/** @returns one row for each resource account, whether or not it is assigned. */
export const createAccountRows = ({ numbers }: ContactCentre): HTMLElement[] =>
  numbers.map(({ number, name, objectId, assigned }) => {
    const row = createRow(
      name,
      `resource account, ${formatNumber(number)}, ${assigned ? 'assigned' : 'not assigned'}`,
      createCopyableText(`the id of ${name}`, objectId),
      assigned
        ? createRemoveButton(objectId, name)
        : createRequestButton('Assign', 'assignments', { principal: objectId }, name),
    );
    row.id = `account-${objectId}`;
    return row;
  });

/** @returns one row for each person who is assigned. */
export const createAssignedPeopleRows = (assignments: readonly Assignment[]): HTMLElement[] =>
  assignments
    .filter(({ principalType }) => principalType === 'user')
    .map(({ name, objectId, clientIds }) => {
      const row = createRow(
        name ?? objectId,
        `agent with the application ${clientIds.join(' or ')}`,
        createRemoveButton(objectId, name ?? objectId),
      );
      row.id = `assigned-${objectId}`;
      return row;
    });
