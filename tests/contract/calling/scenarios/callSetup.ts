import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { acceptCall, connectCall, logEndOfIncomingCall, placeCall, waitForEnds } from './steps.ts';

/** Scenarios of what a new call says, and of the end reasons of calls. */
export const callSetup: readonly Scenario[] = [
  {
    title:
      'a call ends with 603/0 when the callee declines, and stops ringing with 487/0 when the caller gives up',
    docs: docs.endCodes,
    async run({ alice, bob }) {
      await placeCall(alice, 'bob');
      await bob.run(async (api) => (await api.takeIncomingCall()).reject());
      const [declined] = await waitForEnds(alice);
      await placeCall(alice, 'bob');
      await logEndOfIncomingCall(bob);
      await alice.run(async (api) => {
        await api.waitUntil(() => api.call.state === 'Ringing');
        await api.call.hangUp();
      });
      const endForCallee = await bob.run((api) => api.waitUntil(() => api.log[0]));
      const [endForCaller] = await waitForEnds(alice);
      return { declined, endForCallee, codeForCaller: endForCaller?.split('/')[0] };
    },
    expected: { declined: '603/0', endForCallee: '487/0', codeForCaller: '487' },
  },
  {
    title:
      'a call rings at both endpoints of the callee, and when one endpoint accepts, the call ends at the other with 487/10003',
    docs: docs.endCodes,
    pages: ['alice', 'bob', 'bob2'],
    async run({ alice, bob, bob2 }) {
      await placeCall(alice, 'bob');
      await logEndOfIncomingCall(bob2);
      await acceptCall(bob);
      const endAtOtherEndpoint = await bob2.run((api) => api.waitUntil(() => api.log[0]));
      await alice.run((api) => api.waitUntilConnected());
      return endAtOtherEndpoint;
    },
    expected: '487/10003',
  },
  {
    title:
      'when two users call each other at the same time, each receives the other user’s call as a second call',
    docs: docs.manageCalls,
    async run({ alice, bob }) {
      await Promise.all([placeCall(alice, 'bob'), placeCall(bob, 'alice')]);
      await Promise.all([
        alice.run(async (api) => {
          api.stored.call = api.call;
          api.call = await (await api.takeIncomingCall()).accept();
          await api.waitUntilConnected();
        }),
        bob.run(async (api) => (await api.takeIncomingCall()).reject()),
      ]);
      await bob.run((api) => api.waitUntilConnected());
      return alice.run(async (api) => {
        const endReason = await api.waitUntil(() => api.stored.call?.callEndReason);
        return endReason.code;
      });
    },
    // Bob rejected the call that Alice placed.
    expected: 603,
  },
  {
    title:
      'an incoming call has the same ids as its call, the call names the caller and the participants, and a hang-up ends it for both with 0/0',
    docs: docs.manageCalls,
    async run({ alice, bob }) {
      await placeCall(alice, 'bob');
      const incoming = await bob.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        api.call = await incomingCall.accept();
        await api.waitUntilConnected();
        const { call, people } = api;
        return {
          kinds: [incomingCall.kind, call.kind, call.direction],
          isCallerAlice: api.isUser(incomingCall.callerInfo.identifier, people.alice),
          isDirectCall: incomingCall.transferorInfo === undefined,
          isSameCallId: incomingCall.id === call.id,
          isSameServerCallId:
            (await incomingCall.info.getServerCallId()) === (await call.info.getServerCallId()),
          isSameParticipantId: incomingCall.info.participantId === call.info.participantId,
        };
      });
      const outgoing = await alice.run(async (api) => {
        await api.waitUntilConnected();
        const { call, people } = api;
        const [other] = call.remoteParticipants;
        return {
          isCallerAlice: api.isUser(call.callerInfo.identifier, people.alice),
          isOtherBob: api.isUser(other?.identifier, people.bob),
          direction: call.direction,
          isDirectCall: call.transferorInfo === undefined,
          isEmergencyCall: call.isEmergencyCall,
          roles: [call.role, other?.role],
          lobbyCount: call.lobby.participants.length,
          hasNoThread: !call.info.threadId,
          participantIdType: typeof other?.endpointDetails?.[0]?.participantId,
          agentKind: api.agent.kind,
        };
      });
      await alice.run((api) => api.call.hangUp());
      const endReasons = await waitForEnds(alice, bob);
      const callCounts = await Promise.all(
        [alice, bob].map((page) => page.run((api) => api.agent.calls.length)),
      );
      return { incoming, outgoing, endReasons, callCounts };
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
        roles: ['Unknown', 'Unknown'],
        lobbyCount: 0,
        hasNoThread: true,
        participantIdType: 'string',
        agentKind: 'TeamsCallAgent',
      },
      endReasons: ['0/0', '0/0'],
      callCounts: [0, 0],
    },
  },
  {
    title: 'a removed listener gets no more events, and a call raises no more events after it is disposed of',
    docs: docs.manageCalls,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      const log = await alice.run(async ({ call, log }) => {
        const removedListener = () => log.push('call muted');
        call.on('isMutedChanged', removedListener);
        call.off('isMutedChanged', removedListener);
        call.on('isIncomingAudioMutedChanged', () => log.push('incoming audio'));
        await call.mute();
        await call.muteIncomingAudio();
        call.dispose();
        await call.unmuteIncomingAudio();
        await call.hangUp();
        return log;
      });
      await waitForEnds(bob);
      return log;
    },
    // `dispose` removes the listener, so the log contains only the event before it.
    expected: ['incoming audio'],
  },
];
