import { expect, it, vi } from 'vitest';
import { createChats, type ChatMember } from './chats.ts';
import type { Graph } from './graph.ts';

const endpoint = 'https://graph.example/v1.0';
const nobodyId = '00000000-0000-0000-0000-000000000000';

/**
 * Creates chats at a simulated Graph. `sent` lists the members of each request, for example `bob owner`.
 * @param refuse the status with which Graph refuses these members; `null` if it accepts them
 */
function createChatsFor(refuse: (members: readonly string[]) => number | null) {
  const sent: string[][] = [];
  const graph = vi.fn<Graph>(async (_path, { body }) => {
    const { members, ...single } = body as { members?: Body[] } & Body;
    const listed = (members ?? [single]).map(
      (member) => `${/'(.+)'/.exec(member['user@odata.bind'])?.[1]} ${member.roles.join()}`,
    );
    sent.push(listed);
    const status = refuse(listed);
    return status
      ? { ok: false, reason: 'unavailable', status }
      : { ok: true, response: Response.json({ id: '19:new@thread.v2' }) };
  });
  const scopes = { scopes: ['Chat.Create'], memberScopes: ['ChatMember.ReadWrite'] };
  return { chats: createChats(graph, { endpoint, ...scopes }), sent, graph };
}
type Body = { readonly 'user@odata.bind': string; readonly roles: string[] };
const bob: ChatMember = { oid: 'bob', isGuest: false };
const gina: ChatMember = { oid: 'gina', isGuest: true };
/** The directory did not say whether Erin is a guest. */
const erin: ChatMember = { oid: 'erin', isGuest: null };
/** Refuses as Graph does: `guest` must have the role guest, and everyone else must be an owner. */
const refuseWrongRoles =
  (guest: string) =>
  (members: readonly string[]): number | null =>
    members.every((member) => member.endsWith(member.startsWith(guest) ? 'guest' : 'owner')) ? null : 400;
const threadId = { ok: true, value: '19:new@thread.v2' };

it('A7: gives guests of the tenant the role guest, and everyone else the role owner', async () => {
  const { chats, sent } = createChatsFor(refuseWrongRoles('gina'));
  expect(await chats.create('me', [bob, gina, erin])).toEqual(threadId);
  expect(sent).toEqual([['me owner', 'bob owner', 'gina guest', 'erin owner']]);
});

it.each([
  ['a person whose kind the directory did not say is a guest', erin, 'erin'],
  ['a person with the name of a guest is a member', gina, 'nobody'],
])('after a refusal, tries the other role once: %s', async (_title, member, guestId) => {
  const { chats, sent } = createChatsFor(refuseWrongRoles(guestId));
  expect(await chats.create('me', [bob, member])).toEqual(threadId);
  expect(sent).toHaveLength(2);
});

it.each([
  ['tries no second time if the roles are sure', bob, 400, 1],
  ['tries at most twice', erin, 400, 2],
  ['tries no second time if Graph is busy', erin, 429, 1],
])('%s', async (_title, member, status, requests) => {
  const { chats, sent } = createChatsFor(() => status);
  const problem = { code: 'no-group-chat', detail: 'unavailable' };
  expect(await chats.create('me', [member])).toMatchObject({ ok: false, problem });
  expect(sent).toHaveLength(requests);
});

it.each([
  ['with the member that stands for nobody', null, []],
  ['of the user alone if Graph refuses that member', 404, [['me owner']]],
])('creates the chat of the user and telephones %s', async (_title, status, laterRequests) => {
  const { chats, sent } = createChatsFor((list) => (list.length === 2 ? status : null));
  expect(await chats.create('me', [])).toEqual(threadId);
  expect(sent).toEqual([['me owner', `${nobodyId} owner`], ...laterRequests]);
});

it('adds a person to a chat, with the other role after a refusal', async () => {
  const { chats, sent, graph } = createChatsFor(refuseWrongRoles('erin'));
  await chats.addMember('19:a@thread.v2', erin);
  expect(sent).toEqual([['erin owner'], ['erin guest']]);
  const scopes = ['ChatMember.ReadWrite'];
  expect(graph.mock.lastCall).toMatchObject(['/chats/19%3Aa%40thread.v2/members', { scopes }]);
});
