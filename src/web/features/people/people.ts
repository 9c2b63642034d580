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
  /** Raw ids of the participants in the spotlight, and of those whose hand is up. */
  readonly spotlit: readonly string[];
  readonly raised: readonly string[];
  readonly ownId: string;
  readonly ownRole: TeamsCall['role'];
  readonly isMuted: boolean;
  /** Raw ids of the participants in the lobby; empty if the user may not admit them. */
  readonly lobby: readonly string[];
}

/** What the user may do to one participant. */
export type ParticipantAction = 'mute' | 'remove' | 'spotlight' | 'unspotlight' | 'lowerHand';

/** What the user may do to others. `id` is a raw id. */
type PeopleCommand =
  | { readonly kind: ParticipantAction | 'admit' | 'reject'; readonly id: string }
  | { readonly kind: 'muteAll' | 'admitAll' };

/** The lobby; `null` if the user may not manage it, because the SDK then throws. */
const lobbyOf = (call: TeamsCall, tools: CallTools) =>
  capability(call, tools, 'manageLobby') === 'yes' ? call.lobby : null;

const rawIdOf = ({ identifier }: { identifier: CommunicationIdentifier }) => getIdentifierRawId(identifier);
const spotlightOf = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.Spotlight);
const handsOf = (call: TeamsCall, { sdk }: CallTools) => call.feature(sdk.Features.RaiseHand);

/** The SDK has no capability for lowering the hands of others. Attendees of a meeting may lower only their own hand. */
function canLowerHands(call: TeamsCall, tools: CallTools): Availability {
  const now = whileRunning(call, tools);
  return now === 'yes' && (call.role === 'Attendee' || call.role === 'Consumer') ? 'role' : now;
}

/** The participants, the lobby, and what the user may do to them. */
export const people: CallFeature<Managing, PeopleCommand> = {
  name: 'people',
  read: (call, tools) => ({
    canMute: capability(call, tools, 'muteOthers'),
    canRemove: capability(call, tools, 'removeParticipant'),
    canSpotlight: capability(call, tools, 'spotlightParticipant'),
    canLowerHands: canLowerHands(call, tools),
    lobby: (lobbyOf(call, tools)?.participants ?? []).map(rawIdOf),
    spotlit: isRunning(call) ? spotlightOf(call, tools).getSpotlightedParticipants().map(rawIdOf) : [],
    raised: isRunning(call) ? handsOf(call, tools).getRaisedHands().map(rawIdOf) : [],
    ownId: tools.ownId,
    ownRole: call.role,
    isMuted: call.isMuted,
  }),
  watch(call, look, tools) {
    let stopLobby: (() => void) | null = null;
    const onCapability = () => {
      // The lobby can be watched only once the SDK says that the user may manage it.
      const lobby = stopLobby ? null : lobbyOf(call, tools);
      if (lobby) stopLobby = listen(lobby, ['lobbyParticipantsUpdated'], look);
      look();
    };
    const stops = [
      listen(call, ['stateChanged'], onCapability),
      watchCapabilities(call, tools, onCapability),
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
