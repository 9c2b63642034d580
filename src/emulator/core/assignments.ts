import type { AcsTokens } from './acsToken.ts';
import type { Assignment, Directory } from './directory.ts';
import { createRawId } from './people.ts';

/** A person or a resource account. */
interface Principal {
  readonly oid: string;
  readonly tid: string;
}

/** Stores who may use the ACS resource for Teams Phone extensibility. The assignments API of the resource changes it. */
export type AssignmentStore = ReturnType<typeof createAssignmentStore>;

/** @param directory has the assignments at the start. */
export function createAssignmentStore({ assignments }: Pick<Directory, 'assignments'>) {
  const createKey = (tenantId: string, objectId: string) => `${tenantId} ${objectId}`;
  const stored = new Map<string, Assignment>();
  let handleChange = () => {};
  const restore = (list: readonly Assignment[]) => {
    stored.clear();
    for (const assignment of list)
      stored.set(createKey(assignment.tenantId, assignment.objectId), assignment);
    handleChange();
  };
  const reset = () => restore(assignments);
  reset();
  return {
    reset,
    /** Puts exported assignments in place of all assignments. */
    restore,
    /** Calls `handle` after each change. A later call replaces the function. */
    watch(handle: () => void): void {
      handleChange = handle;
    },
    find: ({ oid, tid }: Principal): Assignment | undefined => stored.get(createKey(tid, oid)),
    list: (): readonly Assignment[] => [...stored.values()],
    /** Creates or replaces the principal's assignment. @returns whether it is new. */
    put(assignment: Assignment): boolean {
      const key = createKey(assignment.tenantId, assignment.objectId);
      const isNew = !stored.has(key);
      stored.set(key, assignment);
      handleChange();
      return isNew;
    },
    remove({ oid, tid }: Principal): boolean {
      const isRemoved = stored.delete(createKey(tid, oid));
      if (isRemoved) handleChange();
      return isRemoved;
    },
  };
}

/**
 * Removes the principal's assignment, and revokes the person's ACS tokens.
 * @returns whether there was an assignment.
 * @see https://github.com/Azure/azure-rest-api-specs/pull/34712 which says that existing tokens are revoked.
 */
export function removeAssignment(
  deps: {
    readonly assignments: AssignmentStore;
    readonly acsTokens: AcsTokens;
    readonly directory: Directory;
  },
  principal: Principal,
): boolean {
  const isRemoved = deps.assignments.remove(principal);
  if (isRemoved)
    deps.acsTokens.revoke(createRawId(principal, 'teamsExtensionUser', deps.directory.acsResource.id));
  return isRemoved;
}
