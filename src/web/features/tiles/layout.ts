import type { RemoteParticipant, TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId, type CommunicationIdentifier } from '@azure/communication-common';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { watchParticipants } from '../../calling/call/watchCall.ts';
import { isRunning } from '../../calling/call/callState.ts';
import { isPresent } from '../../calling/call/snapshot.ts';
import { narrowScreenQuery } from '../../ui/screenWidth.ts';

/** How the user sees several other participants: in tiles of equal size, or with a large tile for the speaker. */
export type View = 'grid' | 'speaker';

export interface LayoutTile {
  /** Stays the same as long as the tile shows the same video, wherever the tile is. */
  readonly key: string;
  /** The SDK's id of the participant, for example `8:orgid:…`. */
  readonly rawId: string;
  readonly content: 'person' | 'screen';
}

/** The most participants with tiles, by the width of the window. More tiles would be slow, or too small. */
const maxParticipantsWithTiles = { wide: 16, narrow: 8 };
/** Matches while the window is narrow; `undefined` in Node, where the unit tests run. */
const narrowWindowQuery = globalThis.matchMedia?.(narrowScreenQuery);

interface LayoutState {
  readonly view: View;
  /** Raw id of the participant whom the user has pinned in this call: their tile is large, but only for the user. */
  readonly pinnedId: string | null;
  /** Whether the user has hidden their own tile. The others see the user's video all the same. */
  readonly isOwnTileHidden: boolean;
  /**
   * `one`: a single tile, as in a 1:1 call. `grid`: equal tiles. `speaker`: a large tile above the others.
   * `side`: a shared screen beside the other tiles.
   */
  readonly arrangement: 'one' | View | 'side';
  readonly tiles: readonly LayoutTile[];
  /** `null` if all tiles have the same size. */
  readonly largeTileKey: string | null;
  readonly participantCount: number;
  /** How many of the other participants have no tile. */
  readonly hiddenCount: number;
}

/** What the user may choose. A missing property keeps the user's earlier choice; `pinnedId: null` unpins. */
type LayoutChoice = Partial<Pick<LayoutState, 'view' | 'pinnedId' | 'isOwnTileHidden'>>;

const getRawId = ({ identifier }: { identifier: CommunicationIdentifier }) => getIdentifierRawId(identifier);

const isSharingScreen = ({ videoStreams }: RemoteParticipant) =>
  videoStreams.some(({ mediaStreamType, isAvailable }) => mediaStreamType === 'ScreenSharing' && isAvailable);

/**
 * Sorts participants: first those in the spotlight, then the last speakers, then those with video, then all others by their
 * arrival.
 * @returns their raw ids, and whether one of them is in the spotlight
 */
function sortByImportance(
  call: TeamsCall,
  { sdk }: CallTools,
  participants: readonly RemoteParticipant[],
): { readonly sortedIds: readonly string[]; readonly hasSpotlight: boolean } {
  const rawIds = participants.map(getRawId);
  if (!isRunning(call)) return { sortedIds: rawIds, hasSpotlight: false };
  const { Spotlight, DominantSpeakers } = sdk.Features;
  const spotlightedIds = call.feature(Spotlight).getSpotlightedParticipants().map(getRawId);
  const speakerIds = call.feature(DominantSpeakers).dominantSpeakers.speakersList.map(getIdentifierRawId);
  const idsWithVideo = participants
    .filter(({ videoStreams }) => videoStreams.some(({ isAvailable }) => isAvailable))
    .map(getRawId);
  const sortedIds = new Set([...spotlightedIds, ...speakerIds, ...idsWithVideo, ...rawIds]);
  // The spotlight and the speakers may include the user, and participants who have left.
  const presentIds = new Set(rawIds);
  return {
    sortedIds: [...sortedIds].filter((rawId) => presentIds.has(rawId)),
    hasSpotlight: spotlightedIds.some((rawId) => presentIds.has(rawId)),
  };
}

/**
 * Decides which participants have tiles, and where. With `run`, the user chooses the view, pins a participant, or hides their own
 * tile. A pinned participant is large in every view. Until the user chooses a view, a participant in the spotlight is large.
 */
export const layout: CallFeature<LayoutState, LayoutChoice> = {
  name: 'layout',
  create({ call, tools, onChange, watch, atEnd }) {
    let choice: LayoutChoice = {};
    const { DominantSpeakers, Spotlight } = tools.sdk.Features;
    watch(call, 'remoteParticipantsUpdated');
    watch(call.feature(DominantSpeakers), 'dominantSpeakersChanged');
    watch(call.feature(Spotlight), 'spotlightChanged');
    narrowWindowQuery?.addEventListener('change', onChange);
    atEnd(
      () => narrowWindowQuery?.removeEventListener('change', onChange),
      watchParticipants(call, ['stateChanged', 'videoStreamsUpdated'], onChange),
    );
    return {
      read: () => readLayout(call, tools, choice),
      async run(newChoice) {
        choice = { ...choice, ...newChoice };
      },
    };
  },
};

function readLayout(call: TeamsCall, tools: CallTools, choice: LayoutChoice): LayoutState {
  const participants = call.remoteParticipants.filter(isPresent);
  const { sortedIds, hasSpotlight } = sortByImportance(call, tools, participants);
  // A pinned participant who has left is no longer pinned.
  const pinnedId = sortedIds.find((rawId) => rawId === choice.pinnedId) ?? null;
  // The set drops the second mention of the pinned participant.
  const importantFirst = pinnedId === null ? sortedIds : [...new Set([pinnedId, ...sortedIds])];
  const view = choice.view ?? (hasSpotlight ? 'speaker' : 'grid');
  const maxCount = maxParticipantsWithTiles[narrowWindowQuery?.matches ? 'narrow' : 'wide'];
  const idsWithTile = new Set(importantFirst.slice(0, maxCount));
  // Tiles are in the order of arrival, because a tile that moves when its participant speaks is hard to find.
  const tiles = participants.flatMap((participant): LayoutTile[] => {
    const rawId = getRawId(participant);
    if (!idsWithTile.has(rawId)) return [];
    const person: LayoutTile = { key: rawId, rawId, content: 'person' };
    if (!isSharingScreen(participant)) return [person];
    return [person, { key: `${rawId} screen`, rawId, content: 'screen' }];
  });
  const commonState = {
    view,
    pinnedId,
    isOwnTileHidden: choice.isOwnTileHidden ?? false,
    tiles,
    participantCount: participants.length,
    hiddenCount: participants.length - idsWithTile.size,
  };
  const screen = tiles.find(({ content }) => content === 'screen');
  if (screen && pinnedId === null) return { ...commonState, arrangement: 'side', largeTileKey: screen.key };
  if (participants.length < 2) return { ...commonState, arrangement: 'one', largeTileKey: null };
  const hasLargeTile = view === 'speaker' || pinnedId !== null;
  const largeTileKey = hasLargeTile ? (importantFirst[0] ?? null) : null;
  return { ...commonState, arrangement: hasLargeTile ? 'speaker' : 'grid', largeTileKey };
}
