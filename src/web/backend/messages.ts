import * as z from 'zod/mini';
import { createAnswers } from '../base/answers.ts';
import type { ChatMessage, Messages } from '../workday/workday.ts';
import { createMember } from './chats.ts';
import { convertHtmlToText } from './convertHtmlToText.ts';
import { readBody, type Graph, optionalText } from './graph.ts';

const Chat = z.object({ id: z.string() });
const GraphMessage = z.object({
  id: z.string(),
  messageType: z.optional(z.string()),
  createdDateTime: z.string(),
  deletedDateTime: optionalText,
  from: z.nullish(z.object({ user: z.nullish(z.object({ id: z.string() })) })),
  body: z.object({ contentType: z.string(), content: z.nullable(z.string()) }),
});
const GraphMessages = z.object({ value: z.array(GraphMessage) });

/** How many messages the app shows. Graph sends at most 50. */
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
 * Creates the functions that read and send messages in one-on-one chats.
 * @param options.scopes must include `Chat.ReadWrite`, or `Chat.Create`, `Chat.Read` and `ChatMessage.Send`
 * @param options.ownOid Entra object id of the user
 * @see https://learn.microsoft.com/graph/api/chat-list-messages
 * @see https://learn.microsoft.com/graph/api/chat-post-messages
 */
export function createMessages(
  graph: Graph,
  { endpoint, scopes, ownOid }: { endpoint: string; scopes: string[]; ownOid: string },
): Messages {
  /** The chats with other people, by these people's object ids. Graph returns the existing chat, or creates one. */
  const chats = createAnswers(
    async (otherOid) => {
      const members = [ownOid, otherOid].map((oid) => createMember(endpoint, oid, 'owner'));
      const body = { chatType: 'oneOnOne', members };
      return readBody(await graph('/chats', { scopes, body }), Chat);
    },
    // A text is a failure, which is not kept.
    (chat) => (typeof chat === 'string' ? 0 : Number.POSITIVE_INFINITY),
  );
  const toPath = ({ id }: z.infer<typeof Chat>) => `/chats/${encodeURIComponent(id)}/messages`;

  return {
    async list(otherOid, signal) {
      const chat = await chats.find(otherOid);
      if (typeof chat === 'string') return chat;
      const request = { scopes, ...(signal && { signal }) };
      const answer = await graph(`${toPath(chat)}?$top=${maxMessages}`, request);
      const messages = await readBody(answer, GraphMessages);
      if (typeof messages === 'string') return messages;
      // Graph sends the newest message first.
      return messages.value
        .filter(({ messageType, deletedDateTime }) => messageType === 'message' && !deletedDateTime)
        .map(toMessage)
        .toReversed();
    },

    async send(otherOid, text) {
      const chat = await chats.find(otherOid);
      if (typeof chat === 'string') return chat;
      const body = { body: { contentType: 'text', content: text } };
      const message = await readBody(await graph(toPath(chat), { scopes, body }), GraphMessage);
      return typeof message === 'string' ? message : toMessage(message);
    },
  };
}
