import type { Assignment, Directory } from './directory.ts';

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
  const reset = () => {
    stored.clear();
    for (const assignment of assignments)
      stored.set(createKey(assignment.tenantId, assignment.objectId), assignment);
  };
  reset();
  return {
    /** Restores the assignments at the start. */
    reset,
    /** @returns the principal's assignment; `undefined` without one. */
    find: ({ oid, tid }: Principal): Assignment | undefined => stored.get(createKey(tid, oid)),
    list: (): readonly Assignment[] => [...stored.values()],
    /** Creates or replaces the principal's assignment. @returns whether it is new. */
    put(assignment: Assignment): boolean {
      const key = createKey(assignment.tenantId, assignment.objectId);
      const isNew = !stored.has(key);
      stored.set(key, assignment);
      return isNew;
    },
    /** @returns whether there was an assignment. */
    remove: ({ oid, tid }: Principal): boolean => stored.delete(createKey(tid, oid)),
  };
}
