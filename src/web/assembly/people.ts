import { chatScopes, featureScopes, graphScopes, presenceScopes } from '../auth/scopes.ts';
import { needsUser } from '../auth/accessTokens.ts';
import type { AuthSession } from '../auth/session.ts';
import { createChats, type ChatMember } from '../backend/chats.ts';
import { createContactSource } from '../backend/contacts.ts';
import { createDirectory } from '../backend/directory.ts';
import { readIsGuest } from '../backend/directoryPerson.ts';
import { createGraph } from '../backend/graph.ts';
import { createNumberOwnerSource } from '../backend/numberOwners.ts';
import { createOwnPresenceSource } from '../backend/ownPresence.ts';
import { createPhotoSource } from '../backend/photos.ts';
import { createPresenceSource } from '../backend/presence.ts';
import { createProfileSource } from '../backend/profiles.ts';
import type { AddToThread, CreateThread } from '../calling/call/feature.ts';
import type { Consents } from '../consent/consents.ts';
import { createFavourites } from '../people/favourites.ts';
import { createNumberNames } from '../people/numberNames.ts';
import { createOwnPresence } from '../people/ownPresence.ts';
import { createPeople } from '../people/people.ts';
import { createPhotos } from '../people/photos.ts';
import { createPresences } from '../people/presence.ts';
import { createProfiles } from '../people/profiles.ts';
import { objectIdOf } from '../people/rawId.ts';
import type { SignInKeeper } from './signInKeeper.ts';

/** What `connect.ts` gives this file. */
interface PeopleDeps {
  /** Entra object id of the user. */
  readonly oid: string;
  /** The application id. */
  readonly clientId: string;
  /** For example `https://graph.microsoft.com/v1.0`. */
  readonly graphEndpoint: string;
  readonly session: AuthSession;
  readonly consents: Consents;
  /** Shows the problems of the sign-in to the user. */
  readonly keeper: SignInKeeper;
}

/** Creates what needs Microsoft Graph: the people with their photos and presence, and the chats of group calls. */
export function assemblePeople({ oid, clientId, graphEndpoint, session, consents, keeper }: PeopleDeps) {
  const graph = createGraph(graphEndpoint, async (scopes, request) => {
    const token = await session.acquireToken(scopes, request);
    // Without a network, MSAL fails as if the user had to sign in again.
    if (!token.ok && needsUser(token.problem) && navigator.onLine)
      keeper.reportProblem('directory', token.problem);
    return token;
  });
  // The app works without photos and presence, so the user need not know that a token for them is missing.
  const optionalGraph = createGraph(graphEndpoint, (scopes, request) =>
    session.acquireToken(scopes, { rejected: false, ...request, optional: true }),
  );
  const numberNames = createNumberNames(consents, {
    fetchContacts: createContactSource(optionalGraph, graphEndpoint, featureScopes.contacts),
    findColleague: createNumberOwnerSource(optionalGraph, featureScopes.profile),
  });
  const getProfileScopes = () => (consents.states.get().profile === 'granted' ? featureScopes.profile : null);
  const directory = createDirectory(graph, graphScopes, getProfileScopes);
  const presences = createPresences(createPresenceSource(optionalGraph, presenceScopes));
  const people = createPeople(directory, {
    numberNames,
    profiles: createProfiles(createProfileSource(optionalGraph, featureScopes.profile)),
    photos: createPhotos(createPhotoSource(optionalGraph, graphScopes)),
    presences,
    ownPresence: createOwnPresence(
      createOwnPresenceSource(optionalGraph, featureScopes.presence, { oid, clientId }),
      presences,
      oid,
    ),
    favourites: createFavourites(oid),
  });
  const chats = createChats(graph, {
    endpoint: graphEndpoint,
    scopes: chatScopes,
    memberScopes: featureScopes.groupChat,
  });
  /** Finds out who of these people are guests. Telephones are left out. */
  const findMembers = (rawIds: readonly string[]): Promise<ChatMember[]> =>
    Promise.all(
      rawIds
        .flatMap((rawId) => objectIdOf(rawId) ?? [])
        .map(async (memberOid) => ({
          oid: memberOid,
          isGuest: readIsGuest(await directory.find(memberOid)),
        })),
    );
  const createThread: CreateThread = async (rawIds) => chats.create(oid, await findMembers(rawIds));
  const addToThread: AddToThread = async (threadId, rawIds) => {
    if (consents.states.get().groupChat !== 'granted') return;
    for (const member of await findMembers(rawIds)) await chats.addMember(threadId, member);
  };
  return { people, createThread, addToThread };
}
