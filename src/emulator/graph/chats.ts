import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { addChatMessageRoutes } from './chatMessages.ts';
import { GraphError, createBadRequest, readBody } from './graphError.ts';
import { entityAnswer, sendEntity } from './odata.ts';
import { findColleague } from './user.ts';

/** A member in the body of a request. For a person from a tenant other than the caller's, `tenantId` names that tenant. */
const NewMember = z.object({
  'user@odata.bind': z.string(),
  roles: z.optional(z.array(z.string())),
  tenantId: z.optional(z.nullable(z.string())),
});
type NewMember = z.infer<typeof NewMember>;

/** Graph's limits are 250 characters for a topic, and 250 members. */
const NewChat = z.object({
  chatType: z.enum(['oneOnOne', 'group']),
  topic: z.optional(z.nullable(z.string().check(z.maxLength(250)))),
  members: z.array(NewMember).check(z.minLength(1), z.maxLength(250)),
});

/** The person whom the examples of the OpenAPI document add to a chat. */
const exampleId = 'b0000000-0000-4000-8000-00000000000b';
const createExampleMember = (id: string) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles: ['owner'],
  'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')`,
});

/**
 * An object id that is nobody's. Microsoft recommends it as the second member if a Teams user calls only telephones.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls#manage-chat-thread
 */
export const nobodyId = '00000000-0000-0000-0000-000000000000';

/** Matches `https://graph.microsoft.com/v1.0/users('id')` and `…/users/id`, and captures the id. */
const userBinding = /\/users(?:\('([^']+)'\)|\/([^/]+))$/;

/**
 * Adds the routes of chats and their messages. A group call takes place in a group chat, whose id is the call's thread id.
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export function addChatRoutes(context: GraphContext): void {
  const { app, authenticateCaller, directory, conditions, now, chats } = context;
  addRoute(app, 'POST', '/v1.0/chats', {
    summary: 'Creates a chat. The caller must be a member.',
    body: NewChat,
    example: {
      chatType: 'oneOnOne',
      members: ['a0000000-0000-4000-8000-00000000000a', exampleId].map(createExampleMember),
    },
    status: 201,
    answer: entityAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'teams', 'Chat.Create', 'Chat.ReadWrite');
      const body = await readBody(c, NewChat, 'chatType (oneOnOne or group) and members');
      const { chatType, topic = null, members } = body;
      const memberIds = new Set(members.map((member) => readMemberId(directory, member, caller)));
      if (!memberIds.has(caller.oid)) throw createBadRequest('The caller must be a member of the chat.');
      checkMembers(memberIds, body, conditions.read(caller.oid).telephoneChats);
      const isOneOnOne = chatType === 'oneOnOne';
      const id = isOneOnOne
        ? `19:${[...memberIds].sort().join('_')}@unq.gbl.spaces`
        : `19:${randomBytes(16).toString('hex')}@thread.v2`;
      const createdAt = new Date(now()).toISOString();
      const webUrl = `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0?tenantId=${caller.tid}`;
      // Two people have only one one-on-one chat, so a second request returns the existing chat.
      const chat = chats.find(id)?.chat ?? {
        id,
        topic,
        createdDateTime: createdAt,
        lastUpdatedDateTime: createdAt,
        chatType,
        webUrl,
        tenantId: caller.tid,
      };
      chats.put(id, { memberIds, chat });
      return sendEntity(c, 'chats/$entity', chat, 201);
    },
  });

  /** @throws GraphError 404 if the chat does not exist, or the person is not a member of it. */
  const findChat = (chatId: string, person: Person) => {
    const storedChat = chats.find(chatId);
    if (storedChat?.memberIds.has(person.oid)) return storedChat;
    throw new GraphError(404, 'NotFound', 'The chat does not exist, or the caller is not a member of it.');
  };

  addRoute(app, 'GET', '/v1.0/chats/:id', {
    summary: 'Returns a chat.',
    answer: entityAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'teams', 'Chat.ReadWrite');
      const { chat } = findChat(c.req.param('id'), caller);
      return sendEntity(c, 'chats/$entity', chat);
    },
  });

  // https://learn.microsoft.com/graph/api/chat-post-members
  addRoute(app, 'POST', '/v1.0/chats/:id/members', {
    summary: 'Adds a member to a chat.',
    body: NewMember,
    example: createExampleMember(exampleId),
    status: 201,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'teams', 'ChatMember.ReadWrite', 'Chat.ReadWrite');
      const chatId = c.req.param('id');
      const { memberIds, chat } = findChat(chatId, caller);
      const member = await readBody(c, NewMember, 'user@odata.bind and roles');
      const memberId = readMemberId(directory, member, caller);
      if (memberId === nobodyId || memberIds.has(memberId))
        throw createBadRequest('The user cannot be added, or is a member already.');
      chats.put(chatId, { memberIds: new Set([...memberIds, memberId]), chat });
      c.header('location', `/chats/${chatId}/members/${Buffer.from(memberId).toString('base64')}`);
      return c.body(null, 201);
    },
  });
  addChatMessageRoutes(context, findChat);
}

/**
 * Checks a new member of a chat. Guests of the caller's tenant must have the role `guest`, and everyone else `owner`.
 * @returns the member's object id.
 * @throws GraphError 400 for another role, 404 for a person who is neither in the caller's tenant nor in the one of `tenantId`.
 * @see https://learn.microsoft.com/graph/api/chat-post#request-body
 */
function readMemberId(
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
  let person = directory.findPerson(idOrUpn);
  if (!tenantId || person?.tid !== tenantId.toLowerCase()) person = findColleague(directory, idOrUpn, caller);
  const isGuest = person.isGuest && person.tid === caller.tid;
  if (isGuest !== (role === 'guest')) {
    const rule = isGuest ? 'A guest must have the role guest.' : 'Only a guest has the role guest.';
    throw createBadRequest(`Invalid role specified for member. ${rule}`);
  }
  return person.oid;
}

/**
 * @param acceptedTelephoneChats which chat of a user who calls only telephones Graph accepts, if a test restricts that: only one
 *   of the user alone, or only one with `nobodyId`. By default, Graph accepts both.
 * @throws GraphError 400 for members that a new chat of this type cannot have, 404 for `nobodyId` if it is not accepted.
 */
function checkMembers(
  memberIds: ReadonlySet<string>,
  { chatType, topic }: z.infer<typeof NewChat>,
  acceptedTelephoneChats: 'userAlone' | 'withNobody' | undefined,
): void {
  const isOneOnOne = chatType === 'oneOnOne';
  if (isOneOnOne && memberIds.size !== 2) throw createBadRequest('A one-on-one chat has two members.');
  if (isOneOnOne && topic) throw createBadRequest('Only a group chat has a topic.');
  if (acceptedTelephoneChats === 'withNobody' && memberIds.size < 2)
    throw createBadRequest('A group chat has at least two members.');
  if (acceptedTelephoneChats === 'userAlone' && memberIds.has(nobodyId))
    throw new GraphError(404, 'NotFound', `The user ${nobodyId} does not exist.`);
}
