import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { acceptCall, connectCall, placeCall, waitForEnds } from './steps.ts';

/** Scenarios of the end reasons of calls. */
export const callSetup: readonly Scenario[] = [
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
];
