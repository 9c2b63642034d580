import { expect, test } from 'vitest';
import { signInToGraph, json, type SendGraphRequest } from '../testing/signInToGraph.ts';
import { personOf } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { nobodyId } from './chats.ts';
import { createChatStore } from './chatStore.ts';

const gina = { upn: 'gina_partner.example#EXT#@fabrikam.example', displayName: 'Gina', guest: true };
const harness = setUpEmulator({ consent: 'everything', directory: { extends: 'default', people: [gina] } });
const alice = personOf('alice@fabrikam.example');
const bob = personOf('bob@fabrikam.example');
const carol = personOf('carol@fabrikam.example');
const erin = personOf('erin@contoso.example');
const createMember = (id: string, role = 'owner', fields = {}) => ({
  roles: [role],
  'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')`,
  ...fields,
});

/** Signs Alice in. The returned `createChat` creates a chat, as Alice, with these members. */
async function signInForChats() {
  const graph = await signInToGraph(harness, alice.upn);
  const createChat = (members: readonly object[], fields: object = {}) =>
    graph('/chats', { method: 'POST', body: { chatType: 'group', ...fields, members } });
  return { graph, createChat };
}
const aliceOwns = createMember(alice.oid);
const bobOwns = createMember(bob.oid);
const carolOwns = createMember(carol.oid);
const oneOnOne = { chatType: 'oneOnOne' };

test('a new group chat has a thread id, and only its members can read the chat', async () => {
  const { graph, createChat } = await signInForChats();
  const response = await createChat([aliceOwns, bobOwns], { topic: 'Stand-up' });
  expect(response.status).toBe(201);
  const chat = await json(response);
  expect(chat.id).toMatch(/^19:[\da-f]{32}@thread\.v2$/);
  expect(chat).toMatchObject({ chatType: 'group', topic: 'Stand-up', tenantId: alice.tid });
  const path = `/chats/${encodeURIComponent(String(chat.id))}`;
  expect(await json(graph(path))).toMatchObject({ id: chat.id, topic: 'Stand-up' });
  expect((await (await signInToGraph(harness, carol.upn))(path)).status).toBe(404);
});

test('a user who creates a one-on-one chat again gets the existing chat', async () => {
  const { createChat } = await signInForChats();
  const firstChat = await json(createChat([bobOwns, aliceOwns], oneOnOne));
  expect(firstChat.id).toMatch(/@unq\.gbl\.spaces$/);
  expect(await json(createChat([bobOwns, aliceOwns], oneOnOne))).toEqual(firstChat);
});

const erinFromContoso = (role: string) => createMember(erin.oid, role, { tenantId: erin.tid });
test.each<[string, object[], object, number]>([
  ['without the caller', [bobOwns], {}, 400],
  ['with a person of another tenant', [aliceOwns, createMember(erin.oid)], {}, 404],
  ['with a person of another tenant, which the member names', [aliceOwns, erinFromContoso('owner')], {}, 201],
  ['with a guest of another tenant', [aliceOwns, erinFromContoso('guest')], {}, 400],
  ['with a guest who is to be an owner', [aliceOwns, createMember(gina.upn)], {}, 400],
  ['with a guest with the role guest', [aliceOwns, createMember(gina.upn, 'guest')], {}, 201],
  ['with a colleague who is to be a guest', [aliceOwns, createMember(bob.oid, 'guest')], {}, 400],
  ['without roles', [aliceOwns, createMember(bob.oid, 'owner', { roles: [] })], {}, 400],
  ['with three members and the type oneOnOne', [aliceOwns, bobOwns, carolOwns], oneOnOne, 400],
  ['with a topic and the type oneOnOne', [aliceOwns, bobOwns], { ...oneOnOne, topic: 'x' }, 400],
  ['of an unknown type', [aliceOwns, bobOwns], { chatType: 'meeting' }, 400],
])('Graph answers a request for a chat %s', async (_, members, fields, status) => {
  const { createChat } = await signInForChats();
  expect((await createChat(members, fields)).status).toBe(status);
});

test('E4: the emulator stores at most 2,000 chats, and deletes the oldest chat beyond that', () => {
  const chats = createChatStore();
  const put = (index: number) =>
    chats.put(`chat ${index}`, { memberIds: new Set([alice.oid]), chat: { id: `chat ${index}` } });
  for (let index = 0; index < 2_000; index++) put(index);
  expect(chats.isMember('chat 0', alice.oid)).toBe(true);
  put(2_000);
  expect([chats.find('chat 0'), chats.isMember('chat 1', alice.oid)]).toEqual([undefined, true]);
});

test.each([
  [null, 201, 201],
  ['userAlone', 201, 404],
  ['withNobody', 400, 201],
])(
  'telephoneChats %s: a chat of one member gets %i, one with the member that stands for nobody %i',
  async (telephoneChats, aloneStatus, withNobodyStatus) => {
    await harness.control('POST', 'conditions', { telephoneChats });
    const { createChat } = await signInForChats();
    expect((await createChat([aliceOwns])).status).toBe(aloneStatus);
    expect((await createChat([aliceOwns, createMember(nobodyId)])).status).toBe(withNobodyStatus);
  },
);

test('a member adds a person to the chat, who then reads it; others cannot add people', async () => {
  const { graph, createChat } = await signInForChats();
  const { id } = await json(createChat([aliceOwns, bobOwns]));
  const path = `/chats/${encodeURIComponent(String(id))}`;
  const carolsGraph = await signInToGraph(harness, carol.upn);
  const addCarol = { method: 'POST', body: carolOwns };
  expect((await carolsGraph(`${path}/members`, addCarol)).status).toBe(404);
  const added = await graph(`${path}/members`, addCarol);
  expect([added.status, added.headers.get('location')]).toEqual([201, expect.stringContaining('/members/')]);
  expect((await carolsGraph(path)).status).toBe(200);
  expect((await graph(`${path}/members`, addCarol)).status).toBe(400);
});

const messageScope = 'Chat.Create Chat.Read ChatMessage.Send';
/** Creates the chat of Alice and Bob, as Alice. @returns the path of its messages. */
async function createMessagePath(graph: SendGraphRequest): Promise<string> {
  const body = { ...oneOnOne, members: [aliceOwns, bobOwns] };
  const { id } = await json(graph('/chats', { method: 'POST', body }));
  return `/chats/${encodeURIComponent(String(id))}/messages`;
}
const send = (graph: SendGraphRequest, path: string, content: unknown) =>
  graph(path, { method: 'POST', body: { body: { content } } });

test('a message that one member sends is the first in the list of the other member', async () => {
  const alicesGraph = await signInToGraph(harness, alice.upn, messageScope);
  const path = await createMessagePath(alicesGraph);
  expect((await send(alicesGraph, path, 'A caller asks for you')).status).toBe(201);
  const bobsGraph = await signInToGraph(harness, bob.upn, messageScope);
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
  const alicesGraph = await signInToGraph(harness, alice.upn, messageScope);
  const path = await createMessagePath(alicesGraph);
  expect((await send(alicesGraph, path, ' ')).status).toBe(400);
  const carolsGraph = await signInToGraph(harness, carol.upn, messageScope);
  expect((await carolsGraph(path)).status).toBe(404);
  expect((await send(carolsGraph, path, 'Hello')).status).toBe(404);
  const readersGraph = await signInToGraph(harness, bob.upn, 'Chat.Read');
  expect((await send(readersGraph, path, 'Hello')).status).toBe(403);
  expect((await sendersGraph(path)).status).toBe(403);
});
