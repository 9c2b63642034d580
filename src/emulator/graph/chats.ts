import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { Person } from '../core/people.ts';
import type { GraphContext } from './authenticateCaller.ts';
import { checkMembers, createExampleMember, NewMember, nobodyId, readMemberId } from './chatMembers.ts';
import { addChatMessageRoutes } from './chatMessages.ts';
import { GraphError, createBadRequest, readBody } from './graphError.ts';
import { entityAnswer, sendEntity } from './odata.ts';

/** The person whom the examples of the OpenAPI document add to a chat. */
const exampleId = 'b0000000-0000-4000-8000-00000000000b';
/** Graph's limits are 250 characters for a topic, and 250 members. */
const NewChat = z.object({
  chatType: z.enum(['oneOnOne', 'group']),
  topic: z.optional(z.nullable(z.string().check(z.maxLength(250)))),
  members: z.array(NewMember).check(z.minLength(1), z.maxLength(250)),
});

/**
 * Adds the routes of chats and their messages. The id of a group chat is the thread id of a group call.
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
      const isOneOnOne = chatType === 'oneOnOne';
      const memberIds = new Set(members.map((member) => readMemberId(directory, member, caller)));
      checkMembers(
        memberIds,
        { isOneOnOne, hasTopic: Boolean(topic), callerId: caller.oid },
        conditions.read(caller.oid).telephoneChats,
      );
      const id = isOneOnOne
        ? `19:${[...memberIds].sort().join('_')}@unq.gbl.spaces`
        : `19:${randomBytes(16).toString('hex')}@thread.v2`;
      const createdAt = new Date(now()).toISOString();
      const webUrl = `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0?tenantId=${caller.tid}`;
      const newChat = {
        id,
        topic,
        createdDateTime: createdAt,
        lastUpdatedDateTime: createdAt,
        chatType,
        webUrl,
        tenantId: caller.tid,
      };
      // Two people have only one one-on-one chat, so a second request returns the existing chat.
      const { chat } = chats.find(id) ?? { chat: newChat };
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
