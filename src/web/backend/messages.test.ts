import { expect, it, vi } from 'vitest';
import type { Graph, GraphAnswer } from './graph.ts';
import { createMessages } from './messages.ts';

const [ownOid, otherOid] = ['a0000000-0000-4000-8000-00000000000a', 'b0000000-0000-4000-8000-00000000000b'];
const createMessage = (id: string, content: string, fields: object = {}) => ({
  id,
  messageType: 'message',
  createdDateTime: '2026-01-15T09:00:00Z',
  from: { user: { id: otherOid.toUpperCase() } },
  body: { contentType: 'html', content },
  ...fields,
});

/** @param respond answers the requests, except the request for the chat */
function createTestMessages(respond: () => GraphAnswer) {
  const graph = vi.fn<Graph>(async (path) =>
    path === '/chats' ? { ok: true, response: Response.json({ id: '19:chat' }) } : respond(),
  );
  const options = { endpoint: 'https://graph.example/v1.0', scopes: ['Chat.Read'], ownOid };
  return { graph, messages: createMessages(graph, options) };
}
const answerWith = (body: unknown): GraphAnswer => ({ ok: true, response: Response.json(body) });

it('reads the text of messages, the newest message last, and leaves out what is no message', async () => {
  const value = [
    createMessage('3', '<p>Two &amp; three</p>'),
    createMessage('2', '', { deletedDateTime: '2026-01-15T09:01:00Z' }),
    createMessage('1', '', { messageType: 'systemEventMessage' }),
    createMessage('0', 'One', { from: null }),
  ];
  const { graph, messages } = createTestMessages(() => answerWith({ value }));
  const sentAt = Date.UTC(2026, 0, 15, 9);
  expect(await messages.list(otherOid)).toEqual([
    { id: '0', senderOid: null, text: 'One', sentAt },
    { id: '3', senderOid: otherOid, text: 'Two & three', sentAt },
  ]);
  await messages.list(otherOid);
  // The id of the chat is asked for only once.
  const listPath = '/chats/19%3Achat/messages?$top=20';
  expect(graph.mock.calls.map(([path]) => path)).toEqual(['/chats', listPath, listPath]);
});

it('sends a plain text, and returns why Graph refused it', async () => {
  const { graph, messages } = createTestMessages(() => answerWith(createMessage('4', 'Hello')));
  expect(await messages.send(otherOid, 'Hello')).toMatchObject({ id: '4', text: 'Hello' });
  expect(graph.mock.calls[1]?.[1].body).toEqual({ body: { contentType: 'text', content: 'Hello' } });
  const { messages: refusedMessages } = createTestMessages(() => ({ ok: false, reason: 'busy' }));
  expect(await refusedMessages.send(otherOid, 'Hello')).toBe('busy');
});
