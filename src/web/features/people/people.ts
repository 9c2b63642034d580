import type { TeamsCall } from '@azure/communication-calling';
import {
  createIdentifierFromRawId,
  getIdentifierRawId,
  type CommunicationIdentifier,
  type MicrosoftTeamsUserIdentifier as TeamsUser,
} from '@azure/communication-common';
import {
  checkCapability,
  watchCapabilities,
  checkConnection,
  type Availability,
} from '../../calling/call/capability.ts';
import type { CallFeature, CallTools } from '../../calling/call/feature.ts';
import { listen } from '../../calling/sdk/listen.ts';
import { isRunning } from '../../calling/call/callState.ts';

interface PeopleState {
  /** Whether the user may mute other participants, or why not. The next three properties say the same of other actions. */
  readonly muteAvailability: Availability;
  readonly removeAvailability: Availability;
  readonly spotlightAvailability: Availability;
  readonly lowerHandAvailability: Availability;
  readonly spotlightedIds: readonly string[];
  readonly raisedHandIds: readonly string[];
  readonly ownId: string;
  readonly ownRole: TeamsCall['role'];
  readonly isMuted: boolean;
  /** Raw ids of the participants in the lobby; empty if the user may not admit them. */
  readonly lobbyIds: readonly string[];
}

export type ParticipantAction = 'mute' | 'remove' | 'spotlight' | 'unspotlight' | 'lowerHand';

/** What the user may do to one participant (`rawId`), or to all others. */
type PeopleCommand =
  | { readonly kind: ParticipantAction | 'admit' | 'reject'; readonly rawId: string }
  | { readonly kind: 'muteAll' | 'admitAll' };

const getRawId = ({ identifier }: { identifier: CommunicationIdentifier }) => getIdentifierRawId(identifier);

/** Whether the user may lower the hands of others. The SDK has no capability for this. Attendees may not. */
function readLowerHandAvailability(call: TeamsCall, tools: CallTools): Availability {
  const availability = checkConnection(call, tools);
  const isAttendee = call.role === 'Attendee' || call.role === 'Consumer';
  return availability === 'yes' && isAttendee ? 'role' : availability;
}

export const people: CallFeature<PeopleState, PeopleCommand> = {
  name: 'people',
  create({ call, tools, onChange, atEnd }) {
    const spotlight = call.feature(tools.sdk.Features.Spotlight);
    const hands = call.feature(tools.sdk.Features.RaiseHand);
    const { microphone } = tools;
    /** Returns `null` if the user may not manage the lobby, because reading `call.lobby` would then throw. */
    const getManageableLobby = () =>
      checkCapability(call, tools, 'manageLobby') === 'yes' ? call.lobby : null;
    let isLobbyWatched = false;
    const onAvailabilityChange = () => {
      // The lobby can be watched only once the SDK says that the user may manage it.
      const lobby = isLobbyWatched ? null : getManageableLobby();
      if (lobby) {
        isLobbyWatched = true;
        atEnd(listen(lobby, ['lobbyParticipantsUpdated'], onChange));
      }
      onChange();
    };
    atEnd(
      listen(call, ['stateChanged'], onAvailabilityChange),
      watchCapabilities(call, tools, onAvailabilityChange),
      microphone.subscribe(onChange),
      listen(spotlight, ['spotlightChanged'], onChange),
      listen(hands, ['raisedHandEvent', 'loweredHandEvent'], onChange),
    );
    return {
      read: () => ({
        muteAvailability: checkCapability(call, tools, 'muteOthers'),
        removeAvailability: checkCapability(call, tools, 'removeParticipant'),
        spotlightAvailability: checkCapability(call, tools, 'spotlightParticipant'),
        lowerHandAvailability: readLowerHandAvailability(call, tools),
        lobbyIds: (getManageableLobby()?.participants ?? []).map(getRawId),
        spotlightedIds: isRunning(call) ? spotlight.getSpotlightedParticipants().map(getRawId) : [],
        raisedHandIds: isRunning(call) ? hands.getRaisedHands().map(getRawId) : [],
        ownId: tools.ownId,
        ownRole: call.role,
        isMuted: microphone.isMuted,
      }),
      async run(command) {
        if (!('rawId' in command)) {
          if (command.kind === 'muteAll') return call.muteAllRemoteParticipants();
          return void (await call.lobby.admitAll());
        }
        const { kind, rawId } = command;
        const identifier = createIdentifierFromRawId(rawId);
        switch (kind) {
          case 'mute':
            return call.remoteParticipants.find((participant) => getRawId(participant) === rawId)?.mute();
          case 'remove':
            // The cast is needed because the SDK's type lists only some kinds of identifiers.
            return call.removeParticipant(identifier as never);
          case 'spotlight':
            return spotlight.startSpotlight([identifier]);
          case 'unspotlight':
            return spotlight.stopSpotlight([identifier]);
          case 'lowerHand':
            return hands.lowerHands([identifier as TeamsUser]);
          case 'admit':
            return call.lobby.admit(identifier);
          case 'reject':
            return call.lobby.reject(identifier);
        }
      },
    };
  },
};
