import { chatScopes, graphScopes, presenceScopes } from '../auth/scopes.ts';
import { needsUser } from '../auth/accessTokens.ts';
import type { AuthSession } from '../auth/session.ts';
import { createChat } from '../backend/chats.ts';
import { createDirectory } from '../backend/directory.ts';
import { createGraph } from '../backend/graph.ts';
import { createPhotoSource } from '../backend/photos.ts';
import { createPresenceSource } from '../backend/presence.ts';
import type { CreateThread } from '../calling/call/feature.ts';
import { createFavourites } from '../people/favourites.ts';
import { createPeople } from '../people/people.ts';
import { createPhotos } from '../people/photos.ts';
import { createPresences } from '../people/presence.ts';
import { objectId } from '../people/rawId.ts';
import type { SignInKeeper } from './signInKeeper.ts';

interface PeopleDeps {
  /** Entra object id of the user. */
  readonly oid: string;
  readonly graphEndpoint: string;
  readonly session: AuthSession;
  readonly keeper: SignInKeeper;
}

/** What the app asks Microsoft Graph: people, their photos and presence, and chats for group calls. */
export function assemblePeople({ oid, graphEndpoint, session, keeper }: PeopleDeps) {
  const graph = createGraph(graphEndpoint, async (scopes, request) => {
    const token = await session.token(scopes, request);
    if (!token.ok && needsUser(token.problem)) keeper.report('directory', token.problem);
    return token;
  });
  // The app works without photos and presence: a token for them that is missing is not reported.
  const optionalGraph = createGraph(graphEndpoint, (scopes, request) =>
    session.token(scopes, { rejected: false, ...request, optional: true }),
  );
  const people = createPeople(createDirectory(graph, graphScopes), {
    photos: createPhotos(createPhotoSource(optionalGraph, graphScopes)),
    presences: createPresences(createPresenceSource(optionalGraph, presenceScopes)),
    favourites: createFavourites(oid),
  });
  const createThread: CreateThread = (rawIds) =>
    createChat(graph, { endpoint: graphEndpoint, scopes: chatScopes }, [
      oid,
      ...rawIds.flatMap((rawId) => objectId(rawId) ?? []),
    ]);
  return { people, createThread };
}
