import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createConditionStore } from '../core/conditionStore.ts';
import type { Directory } from '../core/directory.ts';
import type { EmulatorEnv } from '../http/env.ts';
import { readDirectory } from '../directory/readDirectory.ts';
import { directory } from '../testing/directory.ts';
import { signInToGraph, json } from '../testing/signInToGraph.ts';
import { personOf } from '../testing/signIn.ts';
import { setUpEmulator } from '../testing/withEmulator.ts';
import { nobodyId } from './chatMembers.ts';
import { addChatRoutes } from './chats.ts';
import { createChatStore } from './chatStore.ts';
import { GraphError } from './graphError.ts';

const harness = setUpEmulator();
const [alice, bob, carol] = [
  personOf('alice@fabrikam.example'),
  personOf('bob@fabrikam.example'),
  personOf('carol@fabrikam.example'),
];
const erin = personOf('erin@contoso.example');
const createMember = (oid: string, role = 'owner', fields = {}) => ({
  roles: [role],
  'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${oid}')`,
  ...fields,
});

/** Creates the routes of chats, whose caller is always Alice. */
function createApp(people: Directory): Hono<EmulatorEnv> {
  const app = new Hono<EmulatorEnv>();
  app.onError((error, c) => c.text(error.message, error instanceof GraphError ? error.status : 500));
  const state = {
    directory: people,
    conditions: createConditionStore(),
    now: () => 0,
    chats: createChatStore(),
  };
  addChatRoutes(app, async () => alice, state);
  return app;
}

/** Signs Alice in. The returned `createChat` creates a chat, as Alice, whose members have the given object ids. */
async function signInForChats() {
  const graph = await signInToGraph(harness, alice.upn);
  const createChat = (
    memberIds: string[],
    { roles = ['owner'], ...fields }: Record<string, unknown> = {},
  ) => {
    const members = memberIds.map((id) => createMember(id, 'owner', { roles }));
    return graph('/chats', { method: 'POST', body: { chatType: 'group', ...fields, members } });
  };
  return { graph, createChat };
}

test('a new group chat has a thread id, and only its members can read the chat', async () => {
  const { graph, createChat } = await signInForChats();
  const response = await createChat([alice.oid, bob.oid], { topic: 'Stand-up' });
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
  const [firstChat, secondChat] = await Promise.all(
    [1, 2].map(async () => json(createChat([bob.oid, alice.oid], { chatType: 'oneOnOne' }))),
  );
  expect(firstChat?.id).toMatch(/@unq\.gbl\.spaces$/);
  expect(secondChat).toEqual(firstChat);
});

test.each([
  ['without the caller', [bob.oid], {}, 400],
  ['with a person of another tenant', [alice.oid, erin.oid], {}, 404],
  ['without roles', [alice.oid, bob.oid], { roles: [] }, 400],
  [
    'with three members and the type oneOnOne',
    [alice.oid, bob.oid, carol.oid],
    { chatType: 'oneOnOne' },
    400,
  ],
  ['with a topic and the type oneOnOne', [alice.oid, bob.oid], { chatType: 'oneOnOne', topic: 'x' }, 400],
  ['of an unknown type', [alice.oid, bob.oid], { chatType: 'meeting' }, 400],
])('Graph refuses a new chat %s', async (_, memberIds, options, status) => {
  const { createChat } = await signInForChats();
  expect((await createChat(memberIds, options)).status).toBe(status);
});

test('E4: the emulator stores at most 2,000 chats, and deletes the oldest chat beyond that', async () => {
  const app = createApp(directory);
  const members = [createMember(alice.oid), createMember(bob.oid)];
  const body = JSON.stringify({ chatType: 'group', members });
  /** Creates a chat. @returns its path. */
  const createChatPath = async () => {
    const { id } = await json(await app.request('/v1.0/chats', { method: 'POST', body }));
    return `/v1.0/chats/${encodeURIComponent(String(id))}`;
  };
  const [oldestPath, secondPath] = [await createChatPath(), await createChatPath()];
  for (let chats = 2; chats < 2_000; chats++) await createChatPath();
  expect((await app.request(oldestPath)).status).toBe(200);
  await createChatPath();
  expect((await app.request(oldestPath)).status).toBe(404);
  expect((await app.request(secondPath)).status).toBe(200);
});

/** Creates the routes of chats in a directory with the guest Gina. @returns a function that posts a body. */
function createRoutesWithGuest() {
  const gina = { upn: 'gina_partner.example#EXT#@fabrikam.example', displayName: 'Gina', guest: true };
  const withGuest = readDirectory({ extends: 'default', people: [gina] }, 5173);
  const app = createApp(withGuest);
  const post = (path: string, body: object) =>
    app.request(path, { method: 'POST', body: JSON.stringify(body) });
  return { post, ginaId: withGuest.findPerson(gina.upn)?.oid ?? '' };
}
test.each([
  ['refuses a guest who is to be an owner', 'owner', 400],
  ['accepts a guest with the role guest', 'guest', 201],
])('Graph %s', async (_, role, status) => {
  const { post, ginaId } = createRoutesWithGuest();
  const members = [createMember(alice.oid), createMember(ginaId, role)];
  expect((await post('/v1.0/chats', { chatType: 'group', members })).status).toBe(status);
});

test('Graph refuses a colleague who is to be a guest, and takes people of other tenants as owners', async () => {
  const { post } = createRoutesWithGuest();
  const createWith = async (member: object) =>
    (await post('/v1.0/chats', { chatType: 'group', members: [createMember(alice.oid), member] })).status;
  expect(await createWith(createMember(bob.oid, 'guest'))).toBe(400);
  expect(await createWith(createMember(erin.oid, 'owner', { tenantId: erin.tid }))).toBe(201);
  expect(await createWith(createMember(erin.oid, 'guest', { tenantId: erin.tid }))).toBe(400);
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
    expect((await createChat([alice.oid])).status).toBe(aloneStatus);
    expect((await createChat([alice.oid, nobodyId])).status).toBe(withNobodyStatus);
  },
);

test('a member adds a person to the chat, who then reads it; others cannot add people', async () => {
  const { graph, createChat } = await signInForChats();
  const { id } = await json(createChat([alice.oid, bob.oid]));
  const path = `/chats/${encodeURIComponent(String(id))}`;
  const carolsGraph = await signInToGraph(harness, carol.upn);
  const addCarol = { method: 'POST', body: createMember(carol.oid) };
  expect((await carolsGraph(`${path}/members`, addCarol)).status).toBe(404);
  const added = await graph(`${path}/members`, addCarol);
  expect([added.status, added.headers.get('location')]).toEqual([201, expect.stringContaining('/members/')]);
  expect((await carolsGraph(path)).status).toBe(200);
  expect((await graph(`${path}/members`, addCarol)).status).toBe(400);
});
