import * as z from 'zod/mini';
import type { Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import { findColleague } from './user.ts';
import { GraphError, createBadRequest } from './graphError.ts';

/** A member in the body of a request. For a person from a tenant other than the caller's, `tenantId` names that tenant. */
export const NewMember = z.object({
  'user@odata.bind': z.string(),
  roles: z.optional(z.array(z.string())),
  tenantId: z.optional(z.nullable(z.string())),
});
/** Creates a member for the examples of the OpenAPI document. */
export const createExampleMember = (id: string) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles: ['owner'],
  'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')`,
});
type NewMember = z.infer<typeof NewMember>;

/**
 * The member that stands for nobody. Microsoft recommends it for the chat of a call between one Teams user and telephones.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls#manage-chat-thread
 */
export const nobodyId = '00000000-0000-0000-0000-000000000000';

/** Matches `https://graph.microsoft.com/v1.0/users('id')` and `…/users/id`, and captures the id. */
const userBinding = /\/users(?:\('([^']+)'\)|\/([^/]+))$/;

/** @throws GraphError 404 unless the person is in the caller's tenant, or in the tenant that the member names. */
function findMember(
  directory: Directory,
  idOrUpn: string,
  tenantId: string | null | undefined,
  caller: Person,
): Person {
  const person = directory.findPerson(idOrUpn);
  if (person && tenantId && person.tid === tenantId.toLowerCase()) return person;
  return findColleague(directory, idOrUpn, caller);
}

/**
 * Checks a member of a chat. Guests of the caller's tenant must be `guest`, and everyone else `owner`.
 * @returns the member's object id.
 * @throws GraphError 400 for a role that the member cannot have, 404 for a person who does not exist.
 * @see https://learn.microsoft.com/graph/api/chat-post#request-body
 */
export function readMemberId(
  directory: Directory,
  { 'user@odata.bind': binding, roles = [], tenantId }: NewMember,
  caller: Person,
): string {
  const [role] = roles;
  if (roles.length !== 1 || (role !== 'owner' && role !== 'guest'))
    throw createBadRequest('Invalid role specified for member.');
  const [, quoted, plain] = userBinding.exec(binding) ?? [];
  const idOrUpn = quoted ?? plain ?? '';
  if (idOrUpn === nobodyId) return nobodyId;
  const person = findMember(directory, idOrUpn, tenantId, caller);
  const isGuest = person.isGuest && person.tid === caller.tid;
  if (isGuest !== (role === 'guest')) {
    const rule = isGuest ? 'A guest must have the role guest.' : 'Only a guest has the role guest.';
    throw createBadRequest(`Invalid role specified for member. ${rule}`);
  }
  return person.oid;
}

/**
 * @param acceptedTelephoneChats which chats for calls to telephones a test lets Graph accept: only those in which the user is
 *   alone, or only those with `nobodyId`. By default, both.
 * @throws GraphError 400 for members that a new chat of this type cannot have, 404 for `nobodyId` if it is not accepted.
 */
export function checkMembers(
  memberIds: ReadonlySet<string>,
  { isOneOnOne, hasTopic, callerId }: { isOneOnOne: boolean; hasTopic: boolean; callerId: string },
  acceptedTelephoneChats: 'userAlone' | 'withNobody' | undefined,
): void {
  if (!memberIds.has(callerId)) throw createBadRequest('The caller must be a member of the chat.');
  if (isOneOnOne && memberIds.size !== 2) throw createBadRequest('A one-on-one chat has two members.');
  if (isOneOnOne && hasTopic) throw createBadRequest('Only a group chat has a topic.');
  if (acceptedTelephoneChats === 'withNobody' && memberIds.size < 2)
    throw createBadRequest('A group chat has at least two members.');
  if (acceptedTelephoneChats === 'userAlone' && memberIds.has(nobodyId))
    throw new GraphError(404, 'NotFound', `The user ${nobodyId} does not exist.`);
}
