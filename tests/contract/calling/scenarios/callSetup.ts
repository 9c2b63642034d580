import type { Scenario } from './scenario.ts';
import { placeCall, waitForEnds } from './steps.ts';

/**
 * Scenarios of what a new call says, and of the end reasons of calls.
 * @see https://learn.microsoft.com/azure/communication-services/resources/troubleshooting/voice-video-calling/troubleshooting-codes
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
 */
export const callSetup: readonly Scenario[] = [
  {
    title: 'a declined call ends with 603/0, and a call that the caller gives up stops ringing with 487/0',
    async run({ alice, bob }) {
      await placeCall(alice, 'bob');
      await bob.run(async (api) => (await api.takeIncomingCall()).reject());
      const [declined] = await waitForEnds(alice);
      await placeCall(alice, 'bob');
      await bob.run(async ({ takeIncomingCall, log }) => {
        const incomingCall = await takeIncomingCall();
        incomingCall.on('callEnded', ({ callEndReason: { code, subCode } }) =>
          log.push(`${code}/${subCode}`),
        );
      });
      await alice.run(async ({ call, waitUntil }) => {
        await waitUntil(() => call.state === 'Ringing');
        await call.hangUp();
      });
      const endForCallee = await bob.run((api) => api.waitUntil(() => api.log[0]));
      const [endForCaller] = await waitForEnds(alice);
      return [declined, endForCallee, endForCaller?.split('/')[0]];
    },
    expected: ['603/0', '487/0', '487'],
  },
  {
    title: 'a call and its incoming call have the same ids, name the caller, and end for both with 0/0',
    async run({ alice, bob }) {
      await placeCall(alice, 'bob');
      const incoming = await bob.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        api.call = await incomingCall.accept();
        await api.waitUntilConnected();
        const { call } = api;
        const areSameIds = [
          incomingCall.id === call.id,
          incomingCall.info.participantId === call.info.participantId,
          (await incomingCall.info.getServerCallId()) === (await call.info.getServerCallId()),
        ];
        const isDirectCall = incomingCall.transferorInfo === undefined;
        const caller = api.nameOf(incomingCall.callerInfo.identifier);
        return [incomingCall.kind, call.kind, call.direction, caller, isDirectCall, ...areSameIds];
      });
      const outgoing = await alice.run(async (api) => {
        await api.waitUntilConnected();
        const { call } = api;
        const [other] = call.remoteParticipants;
        const { capabilities } = call.feature(api.sdk.Features.Capabilities);
        return {
          kinds: [api.agent.kind, call.direction, call.role, other?.role],
          names: [api.nameOf(call.callerInfo.identifier), api.nameOf(other?.identifier)],
          participantIdType: typeof other?.endpointDetails?.[0]?.participantId,
          isPlainCall: !call.transferorInfo && !call.isEmergencyCall && !call.info.threadId,
          lobbyCount: call.lobby.participants.length,
          canSend: (['shareScreen', 'unmuteMic', 'turnVideoOn'] as const).map(
            (name) => capabilities[name].isPresent,
          ),
        };
      });
      await alice.run((api) => api.call.hangUp());
      const endReasons = await waitForEnds(alice, bob);
      const callCounts = [alice, bob].map((page) => page.run((api) => api.agent.calls.length));
      return { incoming, outgoing, endReasons, callCounts: await Promise.all(callCounts) };
    },
    expected: {
      incoming: ['TeamsIncomingCall', 'TeamsCall', 'Incoming', 'alice', true, true, true, true],
      outgoing: {
        kinds: ['TeamsCallAgent', 'Outgoing', 'Unknown', 'Unknown'],
        names: ['alice', 'bob'],
        participantIdType: 'string',
        isPlainCall: true,
        lobbyCount: 0,
        canSend: [true, true, true],
      },
      endReasons: ['0/0', '0/0'],
      callCounts: [0, 0],
    },
  },
];
