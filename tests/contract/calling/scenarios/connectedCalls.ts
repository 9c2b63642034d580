import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { acceptCall, connectCall, placeCall, waitForEnds, waitForStates } from './steps.ts';

/** Scenarios of commands in connected calls: hold, mute, a second call, DTMF tones, and disposing of the agent. */
export const connectedCalls: readonly Scenario[] = [
  {
    title:
      'a hold changes the call state of both participants, and each participant who held the call must resume it',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => api.call.hold());
      await waitForStates([alice, 'LocalHold'], [bob, 'RemoteHold']);
      await bob.run((api) => api.call.hold());
      await waitForStates([alice, 'LocalHold'], [bob, 'LocalHold']);
      await alice.run((api) => api.call.resume());
      await waitForStates([alice, 'RemoteHold'], [bob, 'LocalHold']);
      await bob.run((api) => api.call.resume());
      await waitForStates([alice, 'Connected'], [bob, 'Connected']);
      return alice.run((api) => api.call.remoteParticipants.map(({ state }) => state));
    },
    expected: ['Connected'],
  },
  {
    title:
      'when a user mutes and unmutes, the other participant sees it, and the call of the user raises an event for each',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => api.call.on('isMutedChanged', () => api.log.push(String(api.call.isMuted))));
      const waitUntilBobSeesMute = (isMuted: boolean) =>
        bob.run(
          (api, isMuted) => api.waitUntil(() => api.call.remoteParticipants[0]?.isMuted === isMuted),
          isMuted,
        );
      await alice.run((api) => api.call.mute());
      await waitUntilBobSeesMute(true);
      await alice.run((api) => api.call.unmute());
      await waitUntilBobSeesMute(false);
      return alice.run((api) => api.log);
    },
    expected: ['true', 'false'],
  },
  {
    title: 'a participant mutes and unmutes incoming audio, and an event reports each change',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run(async (api) => {
        const { call } = api;
        call.on('isIncomingAudioMutedChanged', () => api.log.push(String(call.isIncomingAudioMuted)));
        await call.muteIncomingAudio();
        await api.waitUntil(() => call.isIncomingAudioMuted);
        await call.unmuteIncomingAudio();
        await api.waitUntil(() => !call.isIncomingAudioMuted);
        return api.log;
      });
    },
    expected: ['true', 'false'],
  },
  {
    title:
      'a user accepts a second call while the first is on hold, hangs up the second, and resumes the first',
    docs: docs.manageCalls,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      await alice.run(async (api) => {
        api.storedValues['firstCall'] = api.call;
        await api.call.hold();
      });
      await placeCall(carol, 'alice');
      await acceptCall(alice);
      await waitForStates([alice, 'Connected'], [carol, 'Connected'], [bob, 'RemoteHold']);
      const statesWithTwoCalls = await alice.run((api) => api.agent.calls.map(({ state }) => state));
      await alice.run(async (api) => {
        await api.call.hangUp();
        api.call = api.storedValues['firstCall'] as typeof api.call;
        await api.call.resume();
      });
      await waitForStates([alice, 'Connected'], [bob, 'Connected']);
      return {
        statesWithTwoCalls: statesWithTwoCalls.toSorted(),
        endOfSecondCall: await waitForEnds(carol),
        callCount: await alice.run((api) => api.agent.calls.length),
      };
    },
    expected: {
      statesWithTwoCalls: ['Connected', 'LocalHold'],
      endOfSecondCall: ['0/0'],
      callCount: 1,
    },
  },
  {
    title:
      'when two users call each other at the same time, each receives the other user’s call as a second call',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await Promise.all([placeCall(alice, 'bob'), placeCall(bob, 'alice')]);
      await Promise.all([
        alice.run(async (api) => {
          api.storedValues['outgoingCall'] = api.call;
          api.call = await (await api.takeIncomingCall()).accept();
        }),
        bob.run(async (api) => (await api.takeIncomingCall()).reject()),
      ]);
      await waitForStates([alice, 'Connected'], [bob, 'Connected']);
      return alice.run(async (api) => {
        const outgoingCall = api.storedValues['outgoingCall'] as typeof api.call;
        await api.waitUntil(() => outgoingCall.state === 'Disconnected');
        return outgoingCall.callEndReason?.code;
      });
    },
    // Bob rejected the call that Alice placed.
    expected: 603,
  },
];
