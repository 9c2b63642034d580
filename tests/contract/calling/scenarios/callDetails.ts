import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall, placeCall, waitForEnds } from './steps.ts';

/** Scenarios of the properties and events of calls, incoming calls and participants. */
export const callDetails: readonly Scenario[] = [
  {
    title:
      'an incoming call has the same ids as its call and names the caller, and an incoming call that has ended gives the reason',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await placeCall(alice, 'bob');
      const incoming = await bob.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        const listener = () => api.log.push('ended');
        incomingCall.on('callEnded', listener);
        incomingCall.off('callEnded', listener);
        api.call = await incomingCall.accept();
        await api.waitUntilConnected();
        return {
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
        const listener = () => api.log.push('call info changed');
        call.info.onCallInfoChanged('callInfoChanged', listener);
        call.info.offCallInfoChanged('callInfoChanged', listener);
        return {
          isCallerAlice: JSON.stringify(call.callerInfo.identifier).includes(
            people.alice.microsoftTeamsUserId,
          ),
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
      await bob.run((api) => api.call.hangUp());
      await waitForEnds(alice);
      await placeCall(alice, 'bob');
      await bob.run(async (api) => {
        api.storedValues['incomingCall'] = await api.takeIncomingCall();
      });
      await alice.run((api) => api.call.hangUp());
      const reason = await bob.run(async (api) => {
        type IncomingCall = Awaited<ReturnType<typeof api.takeIncomingCall>>;
        const incomingCall = api.storedValues['incomingCall'] as IncomingCall;
        const { code } = await api.waitUntil(() => incomingCall.callEndReason);
        return { code, eventsOfRemovedListener: api.log };
      });
      return { incoming, outgoing, reason };
    },
    expected: {
      incoming: {
        isDirectCall: true,
        isSameCallId: true,
        isSameServerCallId: true,
        isSameParticipantId: true,
      },
      outgoing: {
        isCallerAlice: true,
        isDirectCall: true,
        isEmergencyCall: false,
        ownRole: 'Unknown',
        otherRole: 'Unknown',
        lobbyCount: 0,
        hasNoThread: true,
        participantIdType: 'string',
        agentKind: 'TeamsCallAgent',
      },
      reason: { code: 487, eventsOfRemovedListener: [] },
    },
  },
  {
    title: 'a removed listener gets no more events, and a call raises no more events after it is disposed of',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await alice.run((api) => {
        const { agent, log } = api;
        const listener = () => log.push('calls updated');
        agent.on('callsUpdated', listener);
        agent.off('callsUpdated', listener);
      });
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => {
        const { call, log } = api;
        const [other] = call.remoteParticipants;
        const callListener = () => log.push('call muted');
        const participantListener = () => log.push('participant muted');
        call.on('isMutedChanged', callListener);
        call.off('isMutedChanged', callListener);
        other?.on('isMutedChanged', participantListener);
        other?.off('isMutedChanged', participantListener);
        call.on('isIncomingAudioMutedChanged', () => log.push('incoming audio'));
      });
      await bob.run((api) => api.call.mute());
      await alice.run(async (api) => {
        const [other] = api.call.remoteParticipants;
        await api.waitUntil(() => other?.isMuted);
        await api.waitUntil(() => other?.isSpeaking === false);
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
  {
    title:
      'isSpeaking becomes true when a participant speaks, and a participant who has left has an end reason',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run(async (api) => {
        const [bobAsSeenByAlice] = api.call.remoteParticipants;
        api.storedValues['bob'] = bobAsSeenByAlice;
        await api.waitUntil(() => bobAsSeenByAlice?.isSpeaking);
      });
      await bob.run((api) => api.call.hangUp());
      return alice.run(async (api) => {
        const bobAsSeenByAlice = api.storedValues['bob'] as (typeof api.call.remoteParticipants)[number];
        await api.waitUntil(() => bobAsSeenByAlice.state === 'Disconnected');
        return typeof bobAsSeenByAlice.callEndReason?.code;
      });
    },
    expected: 'number',
  },
];
