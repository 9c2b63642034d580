import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { acceptCall, connectCall, placeCall, waitForEnds } from './steps.ts';

/** Scenarios of calls until both participants are Connected, and of the end reasons of calls that are not answered. */
export const callSetup: readonly Scenario[] = [
  {
    title:
      'a call is listed at once, connects on both sides, and changes its state only in the documented order',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await alice.run((api) => {
        const { log } = api;
        api.agent.on('callsUpdated', ({ added, removed }) => {
          log.push(`calls +${added.length} -${removed.length}`);
        });
        api.call = api.agent.startCall(api.people.bob);
        const states = [api.call.state];
        api.storedValues = { states, isListed: api.agent.calls.includes(api.call) };
        api.call.on('stateChanged', () => states.push(api.call.state));
      });
      await acceptCall(bob);
      await Promise.all([alice, bob].map((page) => page.run((api) => api.waitUntilConnected())));
      const directions = await Promise.all([alice, bob].map((page) => page.run((api) => api.call.direction)));
      await bob.run((api) => api.call.hangUp());
      await waitForEnds(alice, bob);
      return alice.run((api, directions) => {
        const nextStates: Record<string, string[]> = {
          None: ['Connecting'],
          Connecting: ['Ringing', 'EarlyMedia', 'Connected', 'Disconnecting', 'Disconnected'],
          Ringing: ['EarlyMedia', 'Connected', 'Disconnecting', 'Disconnected'],
          EarlyMedia: ['Connected', 'Disconnecting', 'Disconnected'],
          Connected: ['Disconnecting', 'Disconnected'],
          Disconnecting: ['Disconnected'],
        };
        const { states, isListed } = api.storedValues as { states: string[]; isListed: boolean };
        const wrongStates = states.filter(
          (state, i) => i > 0 && !nextStates[states[i - 1] ?? '']?.includes(state),
        );
        const [firstState, lastState] = [states[0], states.at(-1)];
        return { directions, firstState, lastState, wrongStates, isListed, log: api.log };
      }, directions);
    },
    expected: {
      directions: ['Outgoing', 'Incoming'],
      firstState: 'None',
      lastState: 'Disconnected',
      wrongStates: [],
      isListed: true,
      log: ['calls +1 -0', 'calls +0 -1'],
    },
  },
  {
    title: 'an incoming call names its caller, and each call lists the other user as a participant',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await placeCall(alice, 'bob');
      const incomingCallInfo = await bob.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        api.call = await incomingCall.accept();
        return {
          caller: incomingCall.callerInfo.identifier,
          kind: incomingCall.kind,
          alice: api.people.alice,
        };
      });
      const participants = await Promise.all(
        [alice, bob].map((page) =>
          page.run(async (api) => {
            await api.waitUntilConnected();
            const [other] = api.call.remoteParticipants;
            return { identifier: other?.identifier, kind: api.call.kind };
          }),
        ),
      );
      const readUserId = (value: unknown) =>
        /"microsoftTeamsUserId":"([^"]+)"/.exec(JSON.stringify(value))?.[1];
      return {
        isCallerAlice: readUserId(incomingCallInfo.caller) === readUserId(incomingCallInfo.alice),
        incomingKind: incomingCallInfo.kind,
        doParticipantsDiffer: readUserId(participants[0]) !== readUserId(participants[1]),
        callKinds: participants.map(({ kind }) => kind),
      };
    },
    expected: {
      isCallerAlice: true,
      incomingKind: 'TeamsIncomingCall',
      doParticipantsDiffer: true,
      callKinds: ['TeamsCall', 'TeamsCall'],
    },
  },
  {
    title:
      'a call ends with 603/0 when the callee declines, and stops ringing with 487/0 when the caller gives up',
    docs: docs.endCodes,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await placeCall(alice, 'bob');
      await bob.run(async (api) => (await api.takeIncomingCall()).reject());
      const [declined] = await waitForEnds(alice);
      await placeCall(alice, 'bob');
      await bob.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        incomingCall.on('callEnded', ({ callEndReason: { code, subCode } }) =>
          api.log.push(`${code}/${subCode}`),
        );
      });
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
    title: 'hanging up ends the call of both participants with 0/0',
    docs: docs.endCodes,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => api.call.hangUp());
      const endReasons = await waitForEnds(alice, bob);
      const callCounts = await Promise.all(
        [alice, bob].map((page) => page.run((api) => api.agent.calls.length)),
      );
      return { endReasons, callCounts };
    },
    expected: { endReasons: ['0/0', '0/0'], callCounts: [0, 0] },
  },
  {
    title:
      'a call rings at both endpoints of the callee, and when one endpoint accepts, the call ends at the other with 487/10003',
    docs: docs.endCodes,
    pages: ['alice', 'bob', 'bob2'],
    async run({ alice, bob, bob2 }) {
      await placeCall(alice, 'bob');
      await bob2.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        incomingCall.on('callEnded', ({ callEndReason: { code, subCode } }) =>
          api.log.push(`${code}/${subCode}`),
        );
      });
      await acceptCall(bob);
      const endAtOtherEndpoint = await bob2.run((api) => api.waitUntil(() => api.log[0]));
      await alice.run((api) => api.waitUntilConnected());
      return endAtOtherEndpoint;
    },
    expected: '487/10003',
  },
  {
    title:
      'a call ends with 487/10004 when nobody answers, with 404 when the number or id is unknown, and with 486 when the callee is busy',
    docs: docs.endCodes,
    pages: ['alice'],
    needs: ['bots', 'timing'],
    async run({ alice }) {
      return alice.run(async (api) => {
        const callAndWaitForEnd = async (
          callee: { microsoftTeamsUserId: string } | { phoneNumber: string },
        ) => {
          api.call = api.agent.startCall(callee as { microsoftTeamsUserId: string });
          return api.waitForEnd();
        };
        const noAnswer = '0a000000-0000-4000-8000-00000000000a';
        const unknownUser = '99999999-9999-4999-8999-999999999999';
        const busy = 'b5000000-0000-4000-8000-0000000000b5';
        return {
          noAnswer: await callAndWaitForEnd({ microsoftTeamsUserId: noAnswer }),
          unknownUser: await callAndWaitForEnd({ microsoftTeamsUserId: unknownUser }),
          busy: await callAndWaitForEnd({ microsoftTeamsUserId: busy }),
          busyPhone: await callAndWaitForEnd({ phoneNumber: '+14255550101' }),
          unknownPhone: await callAndWaitForEnd({ phoneNumber: '+14255559999' }),
        };
      });
    },
    expected: {
      noAnswer: '487/10004',
      unknownUser: '404/0',
      busy: '486/0',
      busyPhone: '486/560486',
      unknownPhone: '404/0',
    },
  },
];
