import * as z from 'zod/mini';
import { addRoute } from '../http/addRoute.ts';
import type { Person } from '../core/people.ts';
import type { GraphContext } from './authenticateCaller.ts';
import {
  createODataContext,
  createPage,
  entityAnswer,
  listAnswer,
  pageOptions,
  rejectUnknownOptions,
  sendEntity,
} from './odata.ts';
import { createBadRequest, readBody } from './graphError.ts';

const NewMessage = z.object({
  body: z.object({
    // Teams limits a message to about 28 KB.
    content: z.string().check(z.trim(), z.minLength(1), z.maxLength(28_000)),
    contentType: z.optional(z.enum(['text', 'html'])),
  }),
});

/** @returns Graph's resource `chatMessage`. @param sentAt milliseconds since 1970. */
function createMessage(
  chatId: string,
  sender: Person,
  { content, contentType = 'text' }: z.infer<typeof NewMessage>['body'],
  sentAt: number,
) {
  const time = new Date(sentAt).toISOString();
  return {
    // As in Teams.
    id: String(sentAt),
    messageType: 'message',
    createdDateTime: time,
    lastModifiedDateTime: time,
    deletedDateTime: null,
    chatId,
    importance: 'normal',
    from: {
      user: {
        '@odata.type': '#microsoft.graph.teamworkUserIdentity',
        id: sender.oid,
        displayName: sender.displayName,
        userIdentityType: 'aadUser',
        tenantId: sender.tid,
      },
    },
    body: { contentType, content },
  };
}

/**
 * Adds the routes of chat messages.
 * @param requireMembership throws GraphError 404 if the chat does not exist, or the person is not a member of it.
 * @see https://learn.microsoft.com/graph/api/chat-list-messages
 * @see https://learn.microsoft.com/graph/api/chat-post-messages
 */
export function addChatMessageRoutes(
  { app, authenticateCaller, now, chats }: GraphContext,
  requireMembership: (chatId: string, person: Person) => void,
): void {
  addRoute(app, 'GET', '/v1.0/chats/:id/messages', {
    summary: 'Lists the messages of a chat.',
    query: { $top: pageOptions.$top },
    answer: listAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'teams', 'Chat.Read', 'Chat.ReadWrite');
      const chatId = c.req.param('id');
      requireMembership(chatId, caller);
      rejectUnknownOptions(c, '$top', '$orderby', '$skiptoken');
      const orderBy = c.req.query('$orderby');
      if (orderBy && !/^(lastModifiedDateTime|createdDateTime) desc$/.test(orderBy)) {
        throw createBadRequest('$orderby takes lastModifiedDateTime desc or createdDateTime desc.');
      }
      const { value, ...next } = createPage(c, chats.listMessages(chatId), { default: 20, max: 50 });
      const context = createODataContext(c, `chats('${encodeURIComponent(chatId)}')_messages`);
      return c.json({ '@odata.context': context, '@odata.count': value.length, ...next, value });
    },
  });

  addRoute(app, 'POST', '/v1.0/chats/:id/messages', {
    summary: 'Sends a message.',
    body: NewMessage,
    example: { body: { content: 'Good morning.' } },
    status: 201,
    answer: entityAnswer,
    handle: async (c) => {
      const caller = await authenticateCaller(c, 'teams', 'ChatMessage.Send', 'Chat.ReadWrite');
      const chatId = c.req.param('id');
      requireMembership(chatId, caller);
      const { body } = await readBody(c, NewMessage, '{"body": {"content": "…"}}, a text that is not empty');
      // The time is also the id, so two messages cannot have the same millisecond.
      const sentAt = Math.max(now(), Number(chats.listMessages(chatId)[0]?.id ?? 0) + 1);
      const message = createMessage(chatId, caller, body, sentAt);
      chats.addMessage(chatId, message);
      return sendEntity(c, `chats('${encodeURIComponent(chatId)}')_messages/$entity`, message, 201);
    },
  });
}
