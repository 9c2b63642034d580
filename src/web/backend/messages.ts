import * as z from 'zod/mini';
import type { GraphFailure } from '../errors/graphFailure.ts';
import type { ChatMessage, Messages } from '../workday/workday.ts';
import { convertHtmlToText } from './convertHtmlToText.ts';
import type { Graph } from './graph.ts';
import { optionalText } from './graphText.ts';

const Chat = z.object({ id: z.string() });
const GraphMessage = z.object({
  id: z.string(),
  messageType: z.optional(z.string()),
  createdDateTime: z.string(),
  deletedDateTime: optionalText,
  from: z.optional(z.nullable(z.object({ user: z.optional(z.nullable(z.object({ id: z.string() }))) }))),
  body: z.object({ contentType: z.string(), content: z.nullable(z.string()) }),
});
const GraphMessages = z.object({ value: z.array(GraphMessage) });

/** The number of messages that the app shows. Graph sends at most 50. */
const maxMessages = 20;

const readText = ({ contentType, content }: z.infer<typeof GraphMessage>['body']): string =>
  contentType === 'html' ? convertHtmlToText(content ?? '') : (content ?? '').trim();

const toMessage = (message: z.infer<typeof GraphMessage>): ChatMessage => ({
  id: message.id,
  senderOid: message.from?.user?.id.toLowerCase() ?? null,
  text: readText(message.body),
  sentAt: Date.parse(message.createdDateTime),
});

/**
 * Creates the functions that read and send messages of one-on-one chats through Microsoft Graph.
 * @param options.endpoint the address of Graph, for example `https://graph.microsoft.com/v1.0`
 * @param options.scopes must include `Chat.ReadWrite`, or `Chat.Create`, `Chat.Read` and `ChatMessage.Send`
 * @param options.ownOid Entra object id of the user
 * @see https://learn.microsoft.com/graph/api/chat-list-messages
 * @see https://learn.microsoft.com/graph/api/chat-post-messages
 */
export function createMessages(
  graph: Graph,
  { endpoint, scopes, ownOid }: { endpoint: string; scopes: string[]; ownOid: string },
): Messages {
  const post = (path: string, body: object) =>
    graph(path, {
      scopes,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  /** Maps object ids of other people to the ids of the chats with them. */
  const chatIds = new Map<string, string>();

  /** Finds the chat with a person. Graph creates it, unless it exists. @see https://learn.microsoft.com/graph/api/chat-post */
  async function findChat(otherOid: string): Promise<{ id: string } | GraphFailure> {
    const knownId = chatIds.get(otherOid);
    if (knownId !== undefined) return { id: knownId };
    const toMember = (oid: string) => ({
      '@odata.type': '#microsoft.graph.aadUserConversationMember',
      roles: ['owner'],
      'user@odata.bind': `${endpoint}/users('${oid}')`,
    });
    const answer = await post('/chats', { chatType: 'oneOnOne', members: [ownOid, otherOid].map(toMember) });
    if (!answer.ok) return answer.reason;
    const chat = Chat.safeParse(await answer.response.json().catch(() => null));
    if (!chat.success) return 'unavailable';
    chatIds.set(otherOid, chat.data.id);
    return chat.data;
  }

  return {
    async list(otherOid, signal) {
      const chat = await findChat(otherOid);
      if (typeof chat === 'string') return chat;
      const path = `/chats/${encodeURIComponent(chat.id)}/messages?$top=${maxMessages}`;
      const answer = await graph(path, { scopes, ...(signal && { signal }) });
      if (!answer.ok) return answer.reason;
      const checked = GraphMessages.safeParse(await answer.response.json().catch(() => null));
      if (!checked.success) return 'unavailable';
      return checked.data.value
        .filter(({ messageType, deletedDateTime }) => messageType === 'message' && !deletedDateTime)
        .map(toMessage)
        .toReversed();
    },

    async send(otherOid, text) {
      const chat = await findChat(otherOid);
      if (typeof chat === 'string') return chat;
      const path = `/chats/${encodeURIComponent(chat.id)}/messages`;
      const answer = await post(path, { body: { contentType: 'text', content: text } });
      if (!answer.ok) return answer.reason;
      const message = GraphMessage.safeParse(await answer.response.json().catch(() => null));
      return message.success ? toMessage(message.data) : 'unavailable';
    },
  };
}
