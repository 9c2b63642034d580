import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { graphAs, json } from '../testing/graphAs.ts';
import { personOf } from '../testing/signIn.ts';
import { withEmulator } from '../testing/withEmulator.ts';
import { chatRoutes } from './chats.ts';
import { GraphError } from './graphError.ts';

const harness = withEmulator();
const [alice, bob, carol, erin] = ['alice', 'bob', 'carol', 'erin'].map((name) =>
  personOf(`${name}@${name === 'erin' ? 'contoso' : 'fabrikam'}.example`),
) as [
  ReturnType<typeof personOf>,
  ReturnType<typeof personOf>,
  ReturnType<typeof personOf>,
  ReturnType<typeof personOf>,
];

async function chatting() {
  const graph = await graphAs(harness, alice.upn);
  const create = (
    ids: string[],
    { chatType = 'group', roles = ['owner'], ...more }: Record<string, unknown> = {},
  ) =>
    graph('/chats', {
      method: 'POST',
      body: {
        chatType,
        ...more,
        members: ids.map((id) => ({
          '@odata.type': '#microsoft.graph.aadUserConversationMember',
          roles,
          'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')`,
        })),
      },
    });
  return { graph, create };
}

test('a new group chat has a thread id, and its members can read it', async () => {
  const { graph, create } = await chatting();
  const created = await create([alice.oid, bob.oid], { topic: 'Stand-up' });
  expect(created.status).toBe(201);
  const chat = await json(created);
  expect(chat.id).toMatch(/^19:[\da-f]{32}@thread\.v2$/);
  expect(chat).toMatchObject({ chatType: 'group', topic: 'Stand-up', tenantId: alice.tid });
  const path = `/chats/${encodeURIComponent(String(chat.id))}`;
  expect(await json(graph(path))).toMatchObject({ id: chat.id, topic: 'Stand-up' });
  expect((await (await graphAs(harness, carol.upn))(path)).status).toBe(404);
});

test('two people have one chat', async () => {
  const { create } = await chatting();
  const [one, two] = await Promise.all(
    [1, 2].map(async () => json(create([bob.oid, alice.oid], { chatType: 'oneOnOne' }))),
  );
  expect(one?.id).toMatch(/@unq\.gbl\.spaces$/);
  expect(two).toEqual(one);
});

test.each([
  ['without the caller', [bob.oid], {}, 400],
  ['with a person of another tenant', [alice.oid, erin.oid], {}, 404],
  ['without roles', [alice.oid, bob.oid], { roles: [] }, 400],
  ['of three, one on one', [alice.oid, bob.oid, carol.oid], { chatType: 'oneOnOne' }, 400],
  ['one on one with a topic', [alice.oid, bob.oid], { chatType: 'oneOnOne', topic: 'x' }, 400],
  ['of an unknown kind', [alice.oid, bob.oid], { chatType: 'meeting' }, 400],
])('a chat %s is refused', async (_, ids, options, status) => {
  const { create } = await chatting();
  expect((await create(ids, options)).status).toBe(status);
});

test('E4: the emulator keeps 2,000 chats at most; the chat that was made longest ago is forgotten', async () => {
  const app = new Hono();
  app.onError((error, c) => c.text('', error instanceof GraphError ? error.status : 500));
  app.route(
    '/',
    chatRoutes(async () => alice, { now: () => 0 }),
  );
  const member = (oid: string) => ({
    roles: ['owner'],
    'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${oid}')`,
  });
  const body = JSON.stringify({ chatType: 'group', members: [alice, bob].map(({ oid }) => member(oid)) });
  const create = async () => {
    const { id } = await json(await app.request('/v1.0/chats', { method: 'POST', body }));
    return `/v1.0/chats/${encodeURIComponent(String(id))}`;
  };
  const [oldest, second] = [await create(), await create()];
  for (let chats = 2; chats < 2_000; chats++) await create();
  expect((await app.request(oldest)).status).toBe(200);
  await create();
  expect((await app.request(oldest)).status).toBe(404);
  expect((await app.request(second)).status).toBe(200);
});
