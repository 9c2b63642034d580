import type { RemoteParticipant, TeamsCall } from '@azure/communication-calling';
import { getIdentifierRawId, type CommunicationIdentifier } from '@azure/communication-common';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { watchParticipants } from '../../calling/call/watchCall.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';
import { isPresent } from '../../calling/call/snapshot.ts';
import { isNarrow } from '../../ui/narrow.ts';

/** The view that the user has chosen for calls with several participants. */
export type View = 'grid' | 'speaker';

export interface TileSpot {
  /** Stays the same as long as the tile shows the same video, wherever it is. */
  readonly key: string;
  /** Raw id of the participant. */
  readonly id: string;
  readonly what: 'person' | 'screen';
}

/** More videos would overload the machine, and in a narrow window they would be too small. */
const maxTiles = { wide: 16, narrow: 8 };
const phone = globalThis.matchMedia?.(isNarrow);

interface Layout {
  readonly view: View;
  /**
   * `one`: a 1:1 call. Otherwise all tiles of one size, one large tile above the others, or a screen beside the
   * participants.
   */
  readonly arrangement: 'one' | View | 'side';
  readonly tiles: readonly TileSpot[];
  /** Key of the large tile; `null` if all are of one size. */
  readonly main: string | null;
  /** How many other participants are in the call, and how many of them have no tile. */
  readonly people: number;
  readonly hidden: number;
  /** Whether the user's own video has a tile. */
  readonly own: boolean;
}

const views = new WeakMap<TeamsCall, View>();
const watchers = new WeakMap<TeamsCall, () => void>();

const rawIdOf = ({ identifier }: { identifier: CommunicationIdentifier }) => getIdentifierRawId(identifier);

const hasScreen = ({ videoStreams }: RemoteParticipant) =>
  videoStreams.some(({ mediaStreamType, isAvailable }) => mediaStreamType === 'ScreenSharing' && isAvailable);

/** Sorts participants: first the spotlight, then the last speakers, then those with video, then by their arrival. */
function inOrder(
  call: TeamsCall,
  { sdk }: CallTools,
  present: readonly RemoteParticipant[],
): readonly string[] {
  const ids = present.map(rawIdOf);
  if (!isRunning(call)) return ids;
  const lit = call.feature(sdk.Features.Spotlight).getSpotlightedParticipants().map(rawIdOf);
  const spoke = call
    .feature(sdk.Features.DominantSpeakers)
    .dominantSpeakers.speakersList.map((identifier) => getIdentifierRawId(identifier));
  const seen = present.filter(({ videoStreams }) => videoStreams.some(({ isAvailable }) => isAvailable));
  const here = new Set(ids);
  return [...new Set([...lit, ...spoke, ...seen.map(rawIdOf), ...ids])].filter((id) => here.has(id));
}

/** Which participants have tiles, and where. A tile stays the same element when it moves, so its video is not removed. */
export const layout: CallFeature<Layout, View> = {
  name: 'layout',
  read(call, tools) {
    const view = views.get(call) ?? 'grid';
    const present = call.remoteParticipants.filter(isPresent);
    const order = inOrder(call, tools, present);
    const shown = new Set(order.slice(0, phone?.matches ? maxTiles.narrow : maxTiles.wide));
    // Tiles are in the order of arrival, because a tile that moves when somebody speaks is hard to find.
    const tiles = present.flatMap((participant): TileSpot[] => {
      const id = rawIdOf(participant);
      if (!shown.has(id)) return [];
      const person: TileSpot = { key: id, id, what: 'person' };
      return hasScreen(participant) ? [person, { key: `${id} screen`, id, what: 'screen' }] : [person];
    });
    const told = {
      view,
      tiles,
      people: present.length,
      hidden: present.length - shown.size,
      own: call.isLocalVideoStarted,
    };
    const screen = tiles.find(({ what }) => what === 'screen');
    if (screen) return { ...told, arrangement: 'side', main: screen.key };
    if (present.length < 2) return { ...told, arrangement: 'one', main: null };
    return { ...told, arrangement: view, main: view === 'speaker' ? (order[0] ?? null) : null };
  },
  watch(call, look, { sdk }) {
    watchers.set(call, look);
    const stops = [
      listen(call, ['remoteParticipantsUpdated', 'isLocalVideoStartedChanged'], look),
      watchParticipants(call, ['stateChanged', 'videoStreamsUpdated'], look),
      listen(call.feature(sdk.Features.DominantSpeakers), ['dominantSpeakersChanged'], look),
      listen(call.feature(sdk.Features.Spotlight), ['spotlightChanged'], look),
    ];
    phone?.addEventListener('change', look);
    return () => {
      phone?.removeEventListener('change', look);
      stops.forEach((stop) => stop());
    };
  },
  async run(call, _tools, view) {
    views.set(call, view);
    watchers.get(call)?.();
  },
};
