import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { EmulatorEnv } from '../http/env.ts';
import type { Person } from '../core/people.ts';
import type { Caller, GraphDeps } from './caller.ts';
import { findColleague } from './directory.ts';
import { GraphError } from './graphError.ts';
import { contextOf } from './odata.ts';

const NewChat = z.object({
  chatType: z.enum(['oneOnOne', 'group']),
  topic: z.optional(z.nullable(z.string().check(z.maxLength(250)))),
  members: z
    .array(z.object({ 'user@odata.bind': z.string(), roles: z.optional(z.array(z.string())) }))
    .check(z.minLength(1), z.maxLength(250)),
});
type NewChat = z.infer<typeof NewChat>;

/** Chats that are stored; beyond it, the oldest is forgotten. */
const maxChats = 2_000;

/** `https://graph.microsoft.com/v1.0/users('id')` or `…/users/id`. */
const boundUser = /\/users(?:\('([^']+)'\)|\/([^/]+))$/;

const bad = (message: string): GraphError => new GraphError(400, 'BadRequest', message);

/** @returns the members' object ids. @throws GraphError 400 or 404 for members that a chat cannot have. */
function membersOf({ chatType, topic, members }: NewChat, me: Person): Set<string> {
  const ids = new Set<string>();
  for (const { 'user@odata.bind': bind, roles = [] } of members) {
    if (!roles.some((role) => role === 'owner' || role === 'guest'))
      throw bad('Invalid role specified for member.');
    const [, quoted, plain] = boundUser.exec(bind) ?? [];
    ids.add(findColleague(quoted ?? plain ?? '', me).oid);
  }
  if (!ids.has(me.oid)) throw bad('The caller must be a member of the chat.');
  if (chatType === 'oneOnOne' && ids.size !== 2) throw bad('A one-on-one chat has two members.');
  if (chatType === 'oneOnOne' && topic) throw bad('Only a group chat has a topic.');
  return ids;
}

/**
 * Chats, as far as group calls need them: the id of a chat is the thread of a group call.
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export function chatRoutes(caller: Caller, { now }: Pick<GraphDeps, 'now'>): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  const chats = new Map<string, { members: ReadonlySet<string>; chat: object }>();

  app.post('/v1.0/chats', async (c) => {
    const me = await caller(c, 'teams', 'Chat.Create', 'Chat.ReadWrite');
    const read = NewChat.safeParse(await c.req.json().catch(() => null));
    if (!read.success) throw bad('chatType (oneOnOne or group) and members are needed.');
    const { chatType, topic = null } = read.data;
    const members = membersOf(read.data, me);
    const id =
      chatType === 'oneOnOne'
        ? `19:${[...members].sort().join('_')}@unq.gbl.spaces`
        : `19:${randomBytes(16).toString('hex')}@thread.v2`;
    const at = new Date(now()).toISOString();
    const webUrl = `https://teams.microsoft.com/l/chat/${encodeURIComponent(id)}/0?tenantId=${me.tid}`;
    const newChat = {
      id,
      topic,
      createdDateTime: at,
      lastUpdatedDateTime: at,
      chatType,
      webUrl,
      tenantId: me.tid,
    };
    // Two people have one chat. Creating it again returns the same.
    const { chat } = chats.get(id) ?? { chat: newChat };
    chats.set(id, { members, chat });
    const [oldest] = chats.keys();
    if (chats.size > maxChats && oldest !== undefined) chats.delete(oldest);
    return c.json({ '@odata.context': contextOf(c, 'chats/$entity'), ...chat }, 201);
  });

  app.get('/v1.0/chats/:id', async (c) => {
    const me = await caller(c, 'teams', 'Chat.ReadWrite');
    const known = chats.get(c.req.param('id'));
    if (!known?.members.has(me.oid)) {
      throw new GraphError(404, 'NotFound', 'The chat does not exist, or the caller is not a member of it.');
    }
    return c.json({ '@odata.context': contextOf(c, 'chats/$entity'), ...known.chat });
  });
  return app;
}
