import * as z from 'zod/mini';
import { fail, ok, type Result } from '../errors/problem.ts';
import type { Graph } from './graph.ts';

const Chat = z.object({ id: z.string() });

/**
 * Creates a group chat.
 * @param endpoint the address of Graph, for example `https://graph.microsoft.com/v1.0`
 * @param scopes must include `Chat.Create`
 * @param memberOids object ids of all members, including the signed-in user
 * @returns the chat's thread id, `19:…@thread.v2`
 * @see https://learn.microsoft.com/graph/api/chat-post
 */
export async function createChat(
  graph: Graph,
  { endpoint, scopes }: { endpoint: string; scopes: string[] },
  memberOids: readonly string[],
): Promise<Result<string>> {
  const toMember = (oid: string) => ({
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: ['owner'],
    'user@odata.bind': `${endpoint}/users('${oid}')`,
  });
  const answer = await graph('/chats', {
    scopes,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chatType: 'group', members: memberOids.map(toMember) }),
  });
  if (!answer.ok) return fail('no-group-chat', { detail: answer.reason });
  const chat = Chat.safeParse(await answer.response.json().catch(() => null));
  return chat.success ? ok(chat.data.id) : fail('no-group-chat');
}
