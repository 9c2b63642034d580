import type { TeamsCall } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  getIdentifierRawId,
  type CommunicationIdentifier,
  type MicrosoftTeamsUserIdentifier as TeamsUser,
} from '@azure/communication-common';
import {
  capability,
  watchCapabilities,
  whileRunning,
  type Availability,
} from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface Managing {
  readonly canMute: Availability;
  readonly canRemove: Availability;
  readonly canSpotlight: Availability;
  readonly canLowerHands: Availability;
  /** Raw ids of those in the spotlight, and of those whose hand is up. */
  readonly spotlit: readonly string[];
  readonly raised: readonly string[];
  readonly ownId: string;
  readonly ownRole: TeamsCall['role'];
  readonly isMuted: boolean;
  /** Raw ids of those who wait to be let in, for whoever may let them. */
  readonly lobby: readonly string[];
}

/** What may be done to one person who is in the call. */
export type ParticipantAction = 'mute' | 'remove' | 'spotlight' | 'unspotlight' | 'lowerHand';

/** What one may do to others. `id` is a raw id. */
type PeopleCommand =
  | { readonly kind: ParticipantAction | 'admit' | 'reject'; readonly id: string }
  | { readonly kind: 'muteAll' | 'admitAll' };

/** The lobby, for whoever may look after it; asking for it otherwise is an error of the SDK. */
const lobbyOf = (call: TeamsCall, tools: CallTools) =>
  capability(call, tools, 'manageLobby') === 'yes' ? call.lobby : null;

const rawIdOf = ({ identifier }: { identifier: CommunicationIdentifier }) => getIdentifierRawId(identifier);
const spotlightOf = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.Spotlight);
const handsOf = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.RaiseHand);

/** No capability tells of others' hands; attendees of a meeting may lower only their own. */
function lowering(call: TeamsCall, tools: CallTools): Availability {
  const now = whileRunning(call, tools);
  return now === 'yes' && (call.role === 'Attendee' || call.role === 'Consumer') ? 'role' : now;
}

/** Who is in the call, who waits for it, and what one may do about either. */
export const people: CallFeature<Managing, PeopleCommand> = {
  name: 'people',
  read: (call, tools) => ({
    canMute: capability(call, tools, 'muteOthers'),
    canRemove: capability(call, tools, 'removeParticipant'),
    canSpotlight: capability(call, tools, 'spotlightParticipant'),
    canLowerHands: lowering(call, tools),
    lobby: (lobbyOf(call, tools)?.participants ?? []).map(rawIdOf),
    spotlit: isRunning(call) ? spotlightOf(call, tools).getSpotlightedParticipants().map(rawIdOf) : [],
    raised: isRunning(call) ? handsOf(call, tools).getRaisedHands().map(rawIdOf) : [],
    ownId: tools.ownId,
    ownRole: call.role,
    isMuted: call.isMuted,
  }),
  watch(call, look, tools) {
    let stopLobby: (() => void) | null = null;
    const again = () => {
      // There is a lobby to listen to only once the SDK has said that we may.
      const lobby = stopLobby ? null : lobbyOf(call, tools);
      if (lobby) stopLobby = listen(lobby, ['lobbyParticipantsUpdated'], look);
      look();
    };
    const stops = [
      listen(call, ['stateChanged'], again),
      watchCapabilities(call, tools, again),
      listen(call, ['isMutedChanged'], look),
      listen(spotlightOf(call, tools), ['spotlightChanged'], look),
      listen(handsOf(call, tools), ['raisedHandEvent', 'loweredHandEvent'], look),
    ];
    return () => {
      for (const stop of stops) stop();
      stopLobby?.();
    };
  },
  async run(call, tools, command) {
    switch (command.kind) {
      case 'muteAll':
        return call.muteAllRemoteParticipants();
      case 'admitAll':
        return void (await call.lobby.admitAll());
      case 'mute':
        return call.remoteParticipants.find((one) => rawIdOf(one) === command.id)?.mute();
      case 'remove':
        return call.removeParticipant(createIdentifierFromRawId(command.id) as never);
      case 'spotlight':
        return spotlightOf(call, tools).startSpotlight([createIdentifierFromRawId(command.id)]);
      case 'unspotlight':
        return spotlightOf(call, tools).stopSpotlight([createIdentifierFromRawId(command.id)]);
      case 'lowerHand':
        return handsOf(call, tools).lowerHands([createIdentifierFromRawId(command.id) as TeamsUser]);
      case 'admit':
        return call.lobby.admit(createIdentifierFromRawId(command.id));
      case 'reject':
        return call.lobby.reject(createIdentifierFromRawId(command.id));
    }
  },
};
