import type { TeamsCall } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  getIdentifierRawId,
  type CommunicationIdentifier,
  type MicrosoftTeamsUserIdentifier,
} from '@azure/communication-common';
import { checkCapability, checkConnection, type Availability } from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface PeopleState {
  /** This property and the next three say whether the user may do something to other participants, or why not. */
  readonly muteAvailability: Availability;
  readonly removeAvailability: Availability;
  readonly spotlightAvailability: Availability;
  readonly lowerHandAvailability: Availability;
  /** Raw ids, as in the next list. Both lists may include the user's own id. */
  readonly spotlightedIds: readonly string[];
  readonly raisedHandIds: readonly string[];
  readonly ownRole: TeamsCall['role'];
  /** Raw ids of the participants in the lobby; empty if the user may not admit them. */
  readonly lobbyIds: readonly string[];
}

export type ParticipantAction = 'mute' | 'remove' | 'spotlight' | 'unspotlight' | 'lowerHand';

/** An action on the participant with this raw id (for example `8:orgid:…`), or on all others. */
type PeopleCommand =
  | { readonly kind: ParticipantAction | 'admit' | 'reject'; readonly rawId: string }
  | { readonly kind: 'muteAll' }
  | { readonly kind: 'admitAll' };

const getRawId = ({ identifier }: { identifier: CommunicationIdentifier }) => getIdentifierRawId(identifier);

/** Whether the user may lower others' hands. The SDK has no capability for this, but attendees may not. */
function readLowerHandAvailability(call: TeamsCall, tools: CallTools): Availability {
  const availability = checkConnection(call, tools);
  const isAttendee = call.role === 'Attendee' || call.role === 'Consumer';
  return availability === 'yes' && isAttendee ? 'role' : availability;
}

/** What the panel *People* needs besides the participants: the lobby, hands, spotlights, and what the user may do to others. */
export const people: CallFeature<PeopleState, PeopleCommand> = {
  name: 'people',
  create({ call, tools, watch }) {
    const spotlight = call.feature(tools.sdk.Features.Spotlight);
    const hands = call.feature(tools.sdk.Features.RaiseHand);
    let isLobbyWatched = false;
    /** Reads the lobby, and from the first time on watches it. The SDK would refuse both to a user who may not manage it. */
    const readAndWatchLobby = (): readonly string[] => {
      if (checkCapability(call, tools, 'manageLobby') !== 'yes') return [];
      if (!isLobbyWatched) watch(call.lobby, 'lobbyParticipantsUpdated');
      isLobbyWatched = true;
      return call.lobby.participants.map(getRawId);
    };
    watch(spotlight, 'spotlightChanged');
    watch(hands, 'raisedHandEvent', 'loweredHandEvent');
    return {
      read: () => ({
        muteAvailability: checkCapability(call, tools, 'muteOthers'),
        removeAvailability: checkCapability(call, tools, 'removeParticipant'),
        spotlightAvailability: checkCapability(call, tools, 'spotlightParticipant'),
        lowerHandAvailability: readLowerHandAvailability(call, tools),
        lobbyIds: readAndWatchLobby(),
        spotlightedIds: isRunning(call) ? spotlight.getSpotlightedParticipants().map(getRawId) : [],
        raisedHandIds: isRunning(call) ? hands.getRaisedHands().map(getRawId) : [],
        ownRole: call.role,
      }),
      async run(command) {
        if (command.kind === 'muteAll') return call.muteAllRemoteParticipants();
        // `void`, because the SDK's method returns a value, and a command must not.
        if (command.kind === 'admitAll') return void (await call.lobby.admitAll());
        const { kind, rawId } = command;
        // The types of some SDK methods list only some kinds of identifiers.
        const identifier = createIdentifierFromRawId(rawId) as MicrosoftTeamsUserIdentifier;
        switch (kind) {
          case 'mute':
            return call.remoteParticipants.find((participant) => getRawId(participant) === rawId)?.mute();
          case 'remove':
            return call.removeParticipant(identifier);
          case 'spotlight':
            return spotlight.startSpotlight([identifier]);
          case 'unspotlight':
            return spotlight.stopSpotlight([identifier]);
          case 'lowerHand':
            return hands.lowerHands([identifier]);
          case 'admit':
            return call.lobby.admit(identifier);
          case 'reject':
            return call.lobby.reject(identifier);
        }
      },
    };
  },
};
