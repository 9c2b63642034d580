import { expect, test } from 'vitest';
import { signInToGraph, json, type SendGraphRequest } from '../testing/signInToGraph.ts';
import { personOf } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';

const harness = setUpEmulator({ consent: 'everything' });
const [alice, bob] = [personOf('alice@fabrikam.example'), personOf('bob@fabrikam.example')];
const scope = 'Chat.Create Chat.Read ChatMessage.Send';

/** Creates the chat of Alice and Bob, as Alice. @returns the path of its messages. */
async function createChat(graph: SendGraphRequest): Promise<string> {
  const members = [alice, bob].map(({ oid }) => ({
    roles: ['owner'],
    'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${oid}')`,
  }));
  const chat = await json(graph('/chats', { method: 'POST', body: { chatType: 'oneOnOne', members } }));
  return `/chats/${encodeURIComponent(String(chat.id))}/messages`;
}
const send = (graph: SendGraphRequest, path: string, content: unknown) =>
  graph(path, { method: 'POST', body: { body: { content } } });

test('a message that one member sends is the first in the list of the other member', async () => {
  const alicesGraph = await signInToGraph(harness, alice.upn, scope);
  const path = await createChat(alicesGraph);
  expect((await send(alicesGraph, path, 'A caller asks for you')).status).toBe(201);
  const bobsGraph = await signInToGraph(harness, bob.upn, scope);
  await send(bobsGraph, path, 'In five minutes');
  expect((await json(bobsGraph(`${path}?$top=50`))).value).toMatchObject([
    { from: { user: { id: bob.oid } }, body: { contentType: 'text', content: 'In five minutes' } },
    { from: { user: { displayName: 'Alice Archer' } }, body: { content: 'A caller asks for you' } },
  ]);
  expect((await json(bobsGraph(`${path}?$top=1`))).value).toHaveLength(1);
  expect((await bobsGraph(`${path}?$top=51`)).status).toBe(400);
});

test('Graph refuses an empty message, people outside of the chat, and tokens without the permission', async () => {
  // A token has all permissions of its user so far, so this one must come first.
  const sendersGraph = await signInToGraph(harness, alice.upn, 'ChatMessage.Send');
  const alicesGraph = await signInToGraph(harness, alice.upn, scope);
  const path = await createChat(alicesGraph);
  expect((await send(alicesGraph, path, ' ')).status).toBe(400);
  const carolsGraph = await signInToGraph(harness, 'carol@fabrikam.example', scope);
  expect((await carolsGraph(path)).status).toBe(404);
  expect((await send(carolsGraph, path, 'Hello')).status).toBe(404);
  const readersGraph = await signInToGraph(harness, bob.upn, 'Chat.Read');
  expect((await send(readersGraph, path, 'Hello')).status).toBe(403);
  expect((await sendersGraph(path)).status).toBe(403);
});
