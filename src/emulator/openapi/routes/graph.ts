import * as z from 'zod';
import { Batch } from '../../graph/batch.ts';
import { NewMessage } from '../../graph/chatMessages.ts';
import { NewMember } from '../../graph/chatMembers.ts';
import { NewChat } from '../../graph/chats.ts';
import { NewMeeting } from '../../graph/onlineMeetings.ts';
import { EndedSessionBody, IdsBody, PreferredBody, ReportedBody } from '../../graph/presence.ts';
import type { Route } from '../route.ts';

const tag = 'Graph';
const bobId = 'b0000000-0000-4000-8000-00000000000b';
const createMember = (id: string) => ({
  '@odata.type': '#microsoft.graph.aadUserConversationMember',
  roles: ['owner'],
  'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${id}')`,
});

const Entity = z.looseObject({ '@odata.context': z.string() });
const List = z.looseObject({
  '@odata.context': z.string(),
  '@odata.nextLink': z.optional(z.string()),
  value: z.array(z.looseObject({})),
});
const page = {
  $select: 'The properties to return.',
  $top: 'The size of a page.',
  $skiptoken: 'The next page, as `@odata.nextLink` gives it.',
};

const get = (
  path: string,
  summary: string,
  schema: z.ZodType = Entity,
  query?: Record<string, string>,
): Route => ({
  method: 'get',
  path: `/v1.0${path}`,
  tag,
  summary,
  ...(query && { query }),
  answer: { schema },
});
const post = (path: string, summary: string, body: Route['body'], answer: Route['answer']): Route => ({
  method: 'post',
  path: `/v1.0${path}`,
  tag,
  summary,
  ...(body && { body }),
  answer,
});
const svg = { type: 'image/svg+xml' };
const sessionId = 'ca000000-0000-4000-8000-0000000000ca';

/** The routes that exist for the caller (`/me`), and for every person (`/users/{id}`). */
const personRoutes = ['/me', '/users/{id}'].flatMap((prefix): Route[] => {
  const whose = prefix === '/me' ? "the caller's" : "a person's";
  return [
    get(`${prefix}/licenseDetails`, `Lists ${whose} licences.`, List),
    get(`${prefix}/photos`, `Lists the sizes of ${whose} photo.`, List),
    get(`${prefix}/presence`, `Returns ${whose} presence.`),
    post(
      `${prefix}/presence/setUserPreferredPresence`,
      `Sets ${whose} preferred presence; only the caller's own.`,
      { schema: PreferredBody, example: { availability: 'Busy', activity: 'Busy' } },
      {},
    ),
    post(
      `${prefix}/presence/clearUserPreferredPresence`,
      `Removes ${whose} preferred presence.`,
      undefined,
      {},
    ),
    post(
      `${prefix}/presence/setPresence`,
      'Reports a presence of the application.',
      {
        schema: ReportedBody,
        example: { sessionId, availability: 'Busy', activity: 'InACall', expirationDuration: 'PT1H' },
      },
      {},
    ),
    post(
      `${prefix}/presence/clearPresence`,
      'Ends the report of the application.',
      { schema: EndedSessionBody, example: { sessionId } },
      {},
    ),
  ];
});

const photoRoutes = [
  '/me/photo',
  '/me/photos/{size}',
  '/users/{id}/photo',
  '/users/{id}/photos/{size}',
].flatMap((path): Route[] => {
  const whose = path.startsWith('/me') ? "the caller's" : "a person's";
  return [
    get(path, `Describes ${whose} photo.`),
    { method: 'get', path: `/v1.0${path}/$value`, tag, summary: `Returns ${whose} photo.`, answer: svg },
  ];
});

/** The routes of the emulated Microsoft Graph. All of them need an access token of the emulated Entra. */
export const graphRoutes: readonly Route[] = [
  get('/me', 'Returns the caller.', Entity, { $select: page.$select }),
  get('/me/people', 'Lists people whom the caller works with.', List, { ...page, $search: 'A text.' }),
  get('/me/calendarView', "Lists the caller's events in a time range.", List, {
    'startDateTime!': 'The start of the range.',
    'endDateTime!': 'The end of the range.',
    $orderby: '`start/dateTime`',
    ...page,
  }),
  get('/me/contacts', "Lists the caller's Outlook contacts.", List, { $orderby: '`displayName`', ...page }),
  post(
    '/me/onlineMeetings',
    'Creates an online meeting.',
    { schema: NewMeeting, example: { subject: 'Planning' } },
    { status: 201, schema: Entity },
  ),
  get('/users', 'Searches people.', List, {
    ...page,
    $search: 'Such as `"displayName:Bob"`; needs the header `ConsistencyLevel: eventual`.',
    $filter: "Such as `startswith(displayName,'Bob')`.",
    $orderby: 'The property to sort by.',
    $count: '`true` adds the number of people.',
  }),
  get('/users/{id}', 'Returns a person.', Entity, { $select: page.$select }),
  get('/users/{id}/manager', "Returns a person's manager."),
  ...photoRoutes,
  ...personRoutes,
  post(
    '/communications/getPresencesByUserId',
    'Lists the presence of several people.',
    { schema: IdsBody, example: { ids: [bobId] } },
    { schema: List },
  ),
  post(
    '/chats',
    'Creates a chat. The caller must be a member.',
    {
      schema: NewChat,
      example: {
        chatType: 'oneOnOne',
        members: ['a0000000-0000-4000-8000-00000000000a', bobId].map(createMember),
      },
    },
    { status: 201, schema: Entity },
  ),
  get('/chats/{id}', 'Returns a chat.'),
  post(
    '/chats/{id}/members',
    'Adds a member to a chat.',
    { schema: NewMember, example: createMember(bobId) },
    { status: 201 },
  ),
  get('/chats/{id}/messages', 'Lists the messages of a chat.', List, { $top: page.$top }),
  post(
    '/chats/{id}/messages',
    'Sends a message.',
    { schema: NewMessage, example: { body: { content: 'Good morning.' } } },
    { status: 201, schema: Entity },
  ),
  post(
    '/$batch',
    'Runs up to 20 requests.',
    { schema: Batch, example: { requests: [{ id: '1', method: 'GET', url: '/me' }] } },
    { schema: z.strictObject({ responses: z.array(z.looseObject({ id: z.string(), status: z.int() })) }) },
  ),
];
