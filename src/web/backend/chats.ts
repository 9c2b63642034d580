import * as z from 'zod/mini';
import { fail, ok, type Result } from '../errors/problem.ts';
import { readBody, type Graph, type GraphAnswer } from './graph.ts';

const Chat = z.object({ id: z.string() });

export interface ChatMember {
  /** Entra object id. */
  readonly oid: string;
  /** Whether the person is a guest of the tenant; `null` if the directory did not say. */
  readonly isGuest: boolean | null;
}

/**
 * A chat member that is no person. Microsoft recommends it for a group call to telephones only: a group chat may need a second
 * member, and a telephone cannot be one.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls#manage-chat-thread
 */
const nobody: ChatMember = { oid: '00000000-0000-0000-0000-000000000000', isGuest: false };

/** The status with which Graph refuses a member with the wrong role. */
const wrongRoleStatus = 400;
/** The statuses with which Graph may refuse `nobody`. Microsoft does not document which of them it uses. */
const refusalStatuses: ReadonlySet<number> = new Set([wrongRoleStatus, 403, 404]);

type Role = 'owner' | 'guest';

/** Graph demands the role `guest` for the tenant's guests, and `owner` for everyone else. */
const getLikelyRole = ({ isGuest }: ChatMember): Role => (isGuest ? 'guest' : 'owner');
/**
 * The role to try after Graph has refused the likely one. A person of an unknown kind (`null`) may be a guest. A person with a
 * guest's sign-in name may have become a member of the tenant. For everyone else, the likely role is certain.
 */
const getFallbackRole = ({ isGuest }: ChatMember): Role => (isGuest === null ? 'guest' : 'owner');
const hasCertainRole = (member: ChatMember): boolean => getLikelyRole(member) === getFallbackRole(member);

export const createMember = (endpoint: string, oid: string, role: Role) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles: [role],
  'user@odata.bind': `${endpoint}/users('${oid}')`,
});

/**
 * Creates the functions that create chats for group calls, and add people to them.
 * @param options.scopes must include `Chat.Create`
 * @param options.memberScopes must include `ChatMember.ReadWrite`
 * @see https://learn.microsoft.com/graph/api/chat-post
 * @see https://learn.microsoft.com/graph/api/chat-post-members
 */
export function createChats(
  graph: Graph,
  { endpoint, scopes, memberScopes }: { endpoint: string; scopes: string[]; memberScopes: string[] },
) {
  const postChat = (people: readonly ChatMember[], getRole: (member: ChatMember) => Role) => {
    const members = people.map((person) => createMember(endpoint, person.oid, getRole(person)));
    return graph('/chats', { scopes, body: { chatType: 'group', members } });
  };

  /** Creates a chat. If Graph refuses the members, tries again with their fallback roles, or without `nobody`. */
  const requestChat = async (user: ChatMember, others: readonly ChatMember[]): Promise<GraphAnswer> => {
    const members = [user, ...(others.length === 0 ? [nobody] : others)];
    const answer = await postChat(members, getLikelyRole);
    if (answer.ok || answer.status === undefined) return answer;
    if (others.length === 0)
      return refusalStatuses.has(answer.status) ? postChat([user], getLikelyRole) : answer;
    if (answer.status !== wrongRoleStatus || members.every(hasCertainRole)) return answer;
    return postChat(members, getFallbackRole);
  };

  return {
    /** @param others is empty if the user calls only telephones. @returns the chat's thread id, `19:…@thread.v2` */
    async create(userOid: string, others: readonly ChatMember[]): Promise<Result<string>> {
      const answer = await requestChat({ oid: userOid, isGuest: false }, others);
      const chatOrFailure = await readBody(answer, Chat);
      if (typeof chatOrFailure === 'string') return fail('no-group-chat', { detail: chatOrFailure });
      return ok(chatOrFailure.id);
    },

    /** Adds a person to a chat. Reports no failure, because the call may reach the person all the same. */
    async addMember(chatId: string, member: ChatMember): Promise<void> {
      const path = `/chats/${encodeURIComponent(chatId)}/members`;
      const add = (role: Role) =>
        graph(path, { scopes: memberScopes, body: createMember(endpoint, member.oid, role) });
      const answer = await add(getLikelyRole(member));
      if (!answer.ok && answer.status === wrongRoleStatus && !hasCertainRole(member))
        await add(getFallbackRole(member));
    },
  };
}
