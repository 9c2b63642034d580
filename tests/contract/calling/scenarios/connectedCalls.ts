import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { acceptCall, connectCall, placeCall, waitForEnds, waitForStates } from './steps.ts';

/** Scenarios of connected 1:1 calls: hold, mute, a second call, capabilities, dominant speakers, and transfers. */
export const connectedCalls: readonly Scenario[] = [
  {
    title:
      'a hold changes the call state of both participants, and each participant who held the call must resume it',
    docs: docs.manageCalls,
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
      'when a user mutes and unmutes themselves or incoming audio, an event reports each change, and the other participant sees the mute',
    docs: docs.manageCalls,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      await alice.run(({ call, log }) => {
        call.on('isMutedChanged', () => log.push(`muted ${call.isMuted}`));
        call.on('isIncomingAudioMutedChanged', () => log.push(`incoming ${call.isIncomingAudioMuted}`));
      });
      const waitUntilBobSeesMute = (isMuted: boolean) =>
        bob.run(
          (api, isMuted) => api.waitUntil(() => api.call.remoteParticipants[0]?.isMuted === isMuted),
          isMuted,
        );
      await alice.run((api) => api.call.mute());
      await waitUntilBobSeesMute(true);
      await alice.run((api) => api.call.unmute());
      await waitUntilBobSeesMute(false);
      return alice.run(async ({ call, log, waitUntil }) => {
        await call.muteIncomingAudio();
        await waitUntil(() => call.isIncomingAudioMuted);
        await call.unmuteIncomingAudio();
        await waitUntil(() => !call.isIncomingAudioMuted);
        return log;
      });
    },
    expected: ['muted true', 'muted false', 'incoming true', 'incoming false'],
  },
  {
    title:
      'a user accepts a second call while the first is on hold, hangs up the second, and resumes the first',
    docs: docs.manageCalls,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      await alice.run(async (api) => {
        api.stored.call = api.call;
        await api.call.hold();
      });
      await placeCall(carol, 'alice');
      await acceptCall(alice);
      await waitForStates([alice, 'Connected'], [carol, 'Connected'], [bob, 'RemoteHold']);
      const statesWithTwoCalls = await alice.run((api) => api.agent.calls.map(({ state }) => state));
      await alice.run(async (api) => {
        await api.call.hangUp();
        api.call = api.stored.call ?? api.call;
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
    title: 'a call returns the same feature object each time, and lists its capabilities',
    docs: docs.capabilities,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run(({ call, sdk }) => {
        const feature = call.feature(sdk.Features.Capabilities);
        const { shareScreen, unmuteMic, turnVideoOn } = feature.capabilities;
        return {
          isSameFeature: feature === call.feature(sdk.Features.Capabilities),
          arePresent: [shareScreen, unmuteMic, turnVideoOn].map((capability) => capability?.isPresent),
        };
      });
    },
    expected: { isSameFeature: true, arePresent: [true, true, true] },
  },
  {
    title: 'the dominant speakers of a call contain a participant who speaks',
    docs: docs.dominantSpeakers,
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run(async (api) => {
        const speakers = api.call.feature(api.sdk.Features.DominantSpeakers);
        const firstSpeaker = await api.waitUntil(() => speakers.dominantSpeakers.speakersList[0]);
        return api.isUser(firstSpeaker, api.people.bob);
      });
    },
    expected: true,
  },
  {
    title:
      'a transfer fails when its target declines; when the target accepts, it connects the transferee to the target, who sees the transferor, and ends the first call',
    docs: docs.transfer,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      const transferToCarol = () =>
        alice.run(({ call, sdk, people, log }) => {
          const feature = call.feature(sdk.Features.Transfer);
          const transfer = feature.transfer({ targetParticipant: people.carol });
          log.push(transfer.state);
          transfer.on('stateChanged', () => log.push(transfer.state));
        });
      await transferToCarol();
      await carol.run(async (api) => (await api.takeIncomingCall()).reject());
      const stateAfterDecline = await alice.run(async ({ call, log, waitUntil }) => {
        await waitUntil(() => log.length === 2);
        return call.state;
      });
      await bob.run((api) => {
        api.call.feature(api.sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => {
          api.stored.call = targetCall as typeof api.call;
        });
      });
      await transferToCarol();
      const targetView = await carol.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        api.call = await incomingCall.accept();
        const { callerInfo, transferorInfo } = incomingCall;
        return {
          isCallerBob: api.isUser(callerInfo.identifier, api.people.bob),
          isTransferorAlice: api.isUser(transferorInfo?.identifier, api.people.alice),
        };
      });
      await bob.run(async (api) => {
        const firstCall = api.call;
        api.call = await api.waitUntil(() => api.stored.call);
        await api.waitUntilConnected();
        await api.waitUntil(() => firstCall.state === 'Disconnected');
      });
      await carol.run((api) => api.waitUntilConnected());
      await waitForEnds(alice);
      return { stateAfterDecline, targetView, transferStates: await alice.run((api) => api.log) };
    },
    expected: {
      stateAfterDecline: 'Connected',
      targetView: { isCallerBob: true, isTransferorAlice: true },
      transferStates: ['Transferring', 'Failed', 'Transferring', 'Transferred'],
    },
  },
  {
    title:
      'a transfer into another call connects the other participants of both calls, without the transferor',
    docs: docs.transfer,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      await alice.run(async (api) => {
        api.stored.call = api.call;
        await api.call.hold();
      });
      await connectCall(alice, carol, 'carol');
      await bob.run((api) => {
        api.call.feature(api.sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => {
          api.stored.call = targetCall as typeof api.call;
        });
      });
      await alice.run(async (api) => {
        const feature = api.stored.call?.feature(api.sdk.Features.Transfer);
        const transfer = feature?.transfer({ targetCallId: api.call.id });
        await api.waitUntil(() => transfer?.state === 'Transferred');
        await api.waitUntil(() => api.agent.calls.length === 0);
      });
      await bob.run(async (api) => {
        api.call = await api.waitUntil(() => api.stored.call);
        await api.waitUntilConnected();
      });
      return carol.run(async (api) => {
        await api.waitUntilConnected();
        return api.isUser(api.call.remoteParticipants[0]?.identifier, api.people.bob);
      });
    },
    expected: true,
  },
];
