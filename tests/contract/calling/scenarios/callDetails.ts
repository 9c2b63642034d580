import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall, placeCall, waitForEnds } from './steps.ts';

/** Scenarios of the properties and events of calls, incoming calls and participants. */
export const callDetails: readonly Scenario[] = [
  {
    title:
      'an incoming call has the same ids as its call, and the call names the caller and the participants',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await placeCall(alice, 'bob');
      const incoming = await bob.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        api.call = await incomingCall.accept();
        await api.waitUntilConnected();
        return {
          kinds: [incomingCall.kind, api.call.kind, api.call.direction],
          isCallerAlice: JSON.stringify(incomingCall.callerInfo.identifier).includes(
            api.people.alice.microsoftTeamsUserId,
          ),
          isDirectCall: incomingCall.transferorInfo === undefined,
          isSameCallId: incomingCall.id === api.call.id,
          isSameServerCallId:
            (await incomingCall.info.getServerCallId()) === (await api.call.info.getServerCallId()),
          isSameParticipantId: incomingCall.info.participantId === api.call.info.participantId,
        };
      });
      const outgoing = await alice.run(async (api) => {
        await api.waitUntilConnected();
        const { call, people } = api;
        const [other] = call.remoteParticipants;
        const [endpoint] = other?.endpointDetails ?? [];
        return {
          isCallerAlice: JSON.stringify(call.callerInfo.identifier).includes(
            people.alice.microsoftTeamsUserId,
          ),
          isOtherBob: JSON.stringify(other?.identifier).includes(people.bob.microsoftTeamsUserId),
          direction: call.direction,
          isDirectCall: call.transferorInfo === undefined,
          isEmergencyCall: call.isEmergencyCall,
          ownRole: call.role,
          otherRole: other?.role,
          lobbyCount: call.lobby.participants.length,
          hasNoThread: !call.info.threadId,
          participantIdType: typeof endpoint?.participantId,
          agentKind: api.agent.kind,
        };
      });
      return { incoming, outgoing };
    },
    expected: {
      incoming: {
        kinds: ['TeamsIncomingCall', 'TeamsCall', 'Incoming'],
        isCallerAlice: true,
        isDirectCall: true,
        isSameCallId: true,
        isSameServerCallId: true,
        isSameParticipantId: true,
      },
      outgoing: {
        isCallerAlice: true,
        isOtherBob: true,
        direction: 'Outgoing',
        isDirectCall: true,
        isEmergencyCall: false,
        ownRole: 'Unknown',
        otherRole: 'Unknown',
        lobbyCount: 0,
        hasNoThread: true,
        participantIdType: 'string',
        agentKind: 'TeamsCallAgent',
      },
    },
  },
  {
    title: 'a removed listener gets no more events, and a call raises no more events after it is disposed of',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => {
        const { call, log } = api;
        const removedListener = () => log.push('call muted');
        call.on('isMutedChanged', removedListener);
        call.off('isMutedChanged', removedListener);
        call.on('isIncomingAudioMutedChanged', () => log.push('incoming audio'));
      });
      await alice.run(async (api) => {
        await api.call.mute();
        await api.call.muteIncomingAudio();
        api.call.dispose();
        await api.call.unmuteIncomingAudio();
        await api.call.hangUp();
      });
      await waitForEnds(bob);
      return alice.run((api) => api.log);
    },
    // `dispose` removes the listener, so the log contains only the event before it.
    expected: ['incoming audio'],
  },
];
