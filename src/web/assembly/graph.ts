import { needsUser } from '../auth/accessTokens.ts';
import type { AuthSession, SignedIn } from '../auth/session.ts';
import { createCalendar } from '../backend/calendar.ts';
import { createChats, type ChatMember } from '../backend/chats.ts';
import { createDirectory, readIsGuest } from '../backend/directory.ts';
import { createGraph } from '../backend/graph.ts';
import { createMessages } from '../backend/messages.ts';
import { createContactSource, createNumberOwnerSource } from '../backend/numberNames.ts';
import { createMeetingCreator } from '../backend/onlineMeetings.ts';
import { createPhotoSource } from '../backend/photos.ts';
import { createOwnPresenceSource, createPresenceSource } from '../backend/presence.ts';
import { createProfileSource } from '../backend/profiles.ts';
import { createQueueSource } from '../backend/queueCounts.ts';
import { createScheduleSource } from '../backend/schedules.ts';
import { createSharedFavouritesSource } from '../backend/sharedFavourites.ts';
import { createAnswers, keepUnlessUnavailable } from '../base/answers.ts';
import { waitUntil } from '../base/store.ts';
import type { AddToThread, CreateThread } from '../calling/call/feature.ts';
import type { Config } from '../config/schema.ts';
import { featurePermissions, type ConsentFeature, type Consents } from '../consent/consents.ts';
import { fail } from '../errors/problem.ts';
import { createFavourites } from '../people/favourites.ts';
import { createNumberNames } from '../people/numberNames.ts';
import { createOwnPresence } from '../people/ownPresence.ts';
import { createPeople, type Directory } from '../people/people.ts';
import { createPhotos } from '../people/photos.ts';
import { createPresences } from '../people/presence.ts';
import { createSchedules } from '../people/schedules.ts';
import { createSharedFavourites } from '../people/sharedFavourites.ts';
import { objectIdOf } from '../people/rawId.ts';
import { createQueue } from '../workday/queue.ts';
import { createTodaysMeetings } from '../workday/todaysMeetings.ts';
import { createNewMeetings, type Workday } from '../workday/workday.ts';
import type { SignInKeeper } from './signInKeeper.ts';

interface GraphDeps {
  readonly config: Config;
  readonly account: SignedIn;
  readonly session: AuthSession;
  readonly consents: Consents;
  readonly keeper: SignInKeeper;
}

/** Creates what needs Microsoft Graph. */
export function assembleGraph({ config, account, session, consents, keeper }: GraphDeps) {
  const { oid } = account;
  const { clientId } = config.entra;
  const graphEndpoint = config.graph.endpoint;
  // `optional: 'consent'`: if only the consent is missing, the next sign-in need not bring the token.
  const graph = createGraph(graphEndpoint, async (scopes, request) => {
    const token = await session.acquireToken(scopes, { rejected: false, ...request, optional: 'consent' });
    // Without a network, MSAL fails as if the user had to sign in again. Without consent, the app works, so that is no problem.
    if (!token.ok && needsUser(token.problem) && token.problem.code !== 'consent-needed' && navigator.onLine)
      keeper.reportProblem('directory', token.problem);
    return token;
  });
  // Photos, the calendar and the like do without a token: the user need not know that it is missing.
  const optionalGraph = createGraph(graphEndpoint, (scopes, request) =>
    session.acquireToken(scopes, { rejected: false, ...request, optional: true }),
  );
  const numberNames = createNumberNames(consents, {
    fetchContacts: createContactSource(optionalGraph, graphEndpoint, featurePermissions.contacts.scopes),
    findColleague: createNumberOwnerSource(optionalGraph, featurePermissions.profile.scopes),
  });
  const getProfileScopes = () =>
    consents.states.get().profile === 'granted' ? featurePermissions.profile.scopes : null;
  /** Whether the app may send requests for a feature. It may also try while it cannot find out whether there is consent. */
  const mayRequest = async (feature: ConsentFeature) =>
    ['granted', 'unknown'].includes(await consents.find(feature));
  const directory = restrictDirectory(
    createDirectory(graph, featurePermissions.people.scopes, getProfileScopes),
    () => mayRequest('people'),
  );
  const requestPresence = createPresenceSource(optionalGraph, featurePermissions.othersPresence.scopes);
  const presences = createPresences(async (oids) => {
    await waitForConsent(consents, 'othersPresence');
    return requestPresence(oids);
  });
  const requestSchedules = createScheduleSource(optionalGraph, featurePermissions.calendar.scopes);
  const fetchPhoto = createPhotoSource(optionalGraph, featurePermissions.people.scopes);
  const { sharedFavourites } = config;
  const shared = createSharedFavourites(
    sharedFavourites === undefined ? null : createSharedFavouritesSource(sharedFavourites),
  );
  const people = createPeople(directory, {
    numberNames,
    profiles: createAnswers(
      createProfileSource(optionalGraph, featurePermissions.profile.scopes),
      keepUnlessUnavailable,
    ),
    photos: createPhotos(async (photoOid, size) => {
      await waitForConsent(consents, 'people');
      return fetchPhoto(photoOid, size);
    }),
    presences,
    schedules: createSchedules(
      // Without the permission, the app says nothing about calendars, and asks nobody for it in the middle of a call.
      async (addresses) =>
        (await consents.find('calendar')) === 'granted' ? requestSchedules(addresses) : null,
      async (personOid) => {
        const person = await directory.find(personOid);
        return typeof person === 'string' ? null : person.upn;
      },
    ),
    ownPresence: createOwnPresence(
      createOwnPresenceSource(optionalGraph, featurePermissions.presence.scopes, { oid, clientId }),
      presences,
      oid,
    ),
    favourites: createFavourites(oid),
    sharedFavourites: shared.list,
  });
  const chats = createChats(graph, {
    endpoint: graphEndpoint,
    scopes: featurePermissions.groupCall.scopes,
    memberScopes: featurePermissions.groupChat.scopes,
  });
  const findMember = async (memberOid: string): Promise<ChatMember> => ({
    oid: memberOid,
    isGuest: readIsGuest(await directory.find(memberOid)),
  });
  /** Finds the Teams users among the raw ids; telephones are left out. */
  const findMembers = (rawIds: readonly string[]): Promise<ChatMember[]> =>
    Promise.all(rawIds.flatMap((rawId) => objectIdOf(rawId) ?? []).map(findMember));
  const createThread: CreateThread = async (rawIds) =>
    (await mayRequest('groupCall'))
      ? chats.create(oid, await findMembers(rawIds))
      : fail('group-call-consent-needed');
  const addToThread: AddToThread = async (threadId, rawIds) => {
    if (consents.states.get().groupChat !== 'granted') return;
    for (const member of await findMembers(rawIds)) await chats.addMember(threadId, member);
  };
  consents.states.subscribe(() => {
    if (consents.states.get().people === 'granted') people.retryNames();
  });
  const queueUrl = 'queueUrl' in config.tokenSource ? config.tokenSource.queueUrl : undefined;
  const workday: Workday = {
    // The sign-in name is usually the user's e-mail address.
    todaysMeetings: createTodaysMeetings(
      createCalendar(optionalGraph, featurePermissions.calendar.scopes, account.upn),
    ),
    messages: createMessages(optionalGraph, {
      endpoint: graphEndpoint,
      scopes: featurePermissions.chat.scopes,
      ownOid: oid,
    }),
    queue: queueUrl === undefined ? null : createQueue(createQueueSource(queueUrl)),
    newMeetings: createNewMeetings(createMeetingCreator(optionalGraph, featurePermissions.meetNow.scopes)),
  };
  return { people, workday, createThread, addToThread, optionalGraph, beginShared: shared.begin };
}

/** Lets the directory send requests only if the user has allowed that. Otherwise the app shows ids instead of names. */
const restrictDirectory = (directory: Directory, mayRequest: () => Promise<boolean>): Directory => ({
  find: async (oidOrUpn) => ((await mayRequest()) ? directory.find(oidOrUpn) : 'unavailable'),
  search: async (text, signal) => ((await mayRequest()) ? directory.search(text, signal) : 'noToken'),
});

/** Waits until there is consent to a feature, which may be never. Returns at once if the app cannot find out. */
async function waitForConsent(consents: Consents, feature: ConsentFeature): Promise<void> {
  if ((await consents.find(feature)) === 'unknown') return;
  await waitUntil(consents.states, (states) => states[feature] === 'granted');
}
