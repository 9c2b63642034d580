import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { EmulatorEnv } from '../http/env.ts';
import type { Directory } from '../core/directory.ts';
import type { Person } from '../core/people.ts';
import type { AuthenticateCaller, GraphOptions } from './authenticateCaller.ts';
import { findColleague } from './directory.ts';
import { GraphError } from './graphError.ts';
import { createChatMessageRoutes } from './chatMessages.ts';
import { createODataContext } from './odata.ts';
import { createBadRequest } from './readBody.ts';

/** The body of a request for a new chat. Graph's limits are 250 characters for a topic, and 250 members. */
export const NewChat = z.object({
  chatType: z.enum(['oneOnOne', 'group']),
  topic: z.optional(z.nullable(z.string().check(z.maxLength(250)))),
  members: z
    .array(z.object({ 'user@odata.bind': z.string(), roles: z.optional(z.array(z.string())) }))
    .check(z.minLength(1), z.maxLength(250)),
});
type NewChat = z.infer<typeof NewChat>;

/** The largest number of stored chats. Beyond it the oldest chat is deleted. */
const maxChats = 2_000;

/** Matches `https://graph.microsoft.com/v1.0/users('id')` and `…/users/id`, and captures the id. */
const userBinding = /\/users(?:\('([^']+)'\)|\/([^/]+))$/;

/**
 * Checks the members of a new chat.
 * @returns their object ids.
 * @throws GraphError 400 or 404 for members that a chat cannot have.
 */
function readMemberIds(
  directory: Directory,
  { chatType, topic, members }: NewChat,
  caller: Person,
): Set<string> {
  const ids = new Set<string>();
  for (const { 'user@odata.bind': bind, roles = [] } of members) {
    if (!roles.some((role) => role === 'owner' || role === 'guest'))
      throw createBadRequest('Invalid role specified for member.');
    const [, quoted, plain] = userBinding.exec(bind) ?? [];
    ids.add(findColleague(directory, quoted ?? plain ?? '', caller).oid);
  }
  if (!ids.has(caller.oid)) throw createBadRequest('The caller must be a member of the chat.');
  if (chatType === 'oneOnOne' && ids.size !== 2) throw createBadRequest('A one-on-one chat has two members.');
  if (chatType === 'oneOnOne' && topic) throw createBadRequest('Only a group chat has a topic.');
  return ids;
}

/**
 * Creates the routes of chats and their messages. The id of a group chat is the thread id of a group call.
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export function createChatRoutes(
  authenticateCaller: AuthenticateCaller,
  { directory, now }: Pick<GraphOptions, 'directory' | 'now'>,
): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const chats = new Map<string, { memberIds: ReadonlySet<string>; chat: object }>();

  app.post('/v1.0/chats', async (c) => {
    const caller = await authenticateCaller(c, 'teams', 'Chat.Create', 'Chat.ReadWrite');
    const parsed = NewChat.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success) throw createBadRequest('chatType (oneOnOne or group) and members are needed.');
    const { chatType, topic = null } = parsed.data;
    const memberIds = readMemberIds(directory, parsed.data, caller);
    const id =
      chatType === 'oneOnOne'
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
    // Two people have only one one-on-one chat. Creating it again returns the existing chat.
    const { chat } = chats.get(id) ?? { chat: newChat };
    chats.set(id, { memberIds, chat });
    const [oldest] = chats.keys();
    if (chats.size > maxChats && oldest !== undefined) chats.delete(oldest);
    return c.json({ '@odata.context': createODataContext(c, 'chats/$entity'), ...chat }, 201);
  });

  /** @throws GraphError 404 if the chat does not exist, or the person is not a member of it. */
  const findChat = (chatId: string, person: Person): object => {
    const storedChat = chats.get(chatId);
    if (storedChat?.memberIds.has(person.oid)) return storedChat.chat;
    throw new GraphError(404, 'NotFound', 'The chat does not exist, or the caller is not a member of it.');
  };

  app.get('/v1.0/chats/:id', async (c) => {
    const caller = await authenticateCaller(c, 'teams', 'Chat.ReadWrite');
    const chat = findChat(c.req.param('id'), caller);
    return c.json({ '@odata.context': createODataContext(c, 'chats/$entity'), ...chat });
  });
  app.route('/', createChatMessageRoutes(authenticateCaller, { now }, findChat));
  return app;
}
