import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import type { EmulatorEnv } from '../env.ts';
import type { Caller } from './caller.ts';
import { findColleague } from './directory.ts';
import { GraphError } from './graphError.ts';

const Chat = z.object({
  chatType: z.enum(['oneOnOne', 'group']),
  topic: z.optional(z.nullable(z.string())),
  members: z.array(z.object({ 'user@odata.bind': z.string() })).check(z.minLength(1), z.maxLength(250)),
});

/** `https://graph.microsoft.com/v1.0/users('id')` or `…/users/id`. */
const boundUser = /\/users(?:\('([^']+)'\)|\/([^/]+))$/;

/**
 * Chats, as far as group calls need them: their id is a group call's thread id.
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export function chatRoutes(caller: Caller): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.post('/v1.0/chats', async (c) => {
    const me = await caller(c, 'Chat.Create', 'Chat.ReadWrite');
    const read = Chat.safeParse(await c.req.json().catch(() => null));
    if (!read.success) throw new GraphError(400, 'BadRequest', 'chatType and members are needed.');
    const { chatType, topic = null, members } = read.data;
    const people = members.map((member) => {
      const [, quoted, plain] = boundUser.exec(member['user@odata.bind']) ?? [];
      return findColleague(quoted ?? plain ?? '', me);
    });
    const ids = new Set(people.map(({ oid }) => oid));
    if (!ids.has(me.oid)) throw new GraphError(400, 'BadRequest', 'The caller must be a member of the chat.');
    if (chatType === 'oneOnOne' && ids.size !== 2) {
      throw new GraphError(400, 'BadRequest', 'A one-on-one chat has two members.');
    }
    const pair = [...ids].sort().join('_');
    const id =
      chatType === 'oneOnOne'
        ? `19:${pair}@unq.gbl.spaces`
        : `19:${randomBytes(16).toString('hex')}@thread.v2`;
    return c.json({ id, topic, chatType, tenantId: me.tid }, 201);
  });
  return app;
}
