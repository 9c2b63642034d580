import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { connectCall, waitForEnds } from './steps.ts';

/** Scenarios of features of 1:1 calls: capabilities, diagnostics, dominant speakers and transfers. */
export const callFeatures: readonly Scenario[] = [
  {
    title: 'a call returns the same feature object each time, and lists its capabilities',
    docs: docs.capabilities,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run((api) => {
        const feature = api.call.feature(api.sdk.Features.Capabilities);
        const { shareScreen, unmuteMic, turnVideoOn } = feature.capabilities;
        return {
          isSameFeature: feature === api.call.feature(api.sdk.Features.Capabilities),
          arePresent: [shareScreen, unmuteMic, turnVideoOn].map((capability) => capability?.isPresent),
        };
      });
    },
    expected: { isSameFeature: true, arePresent: [true, true, true] },
  },
  {
    title: 'the dominant speakers of a call contain a participant who speaks',
    docs: docs.dominantSpeakers,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connectCall(alice, bob, 'bob');
      return alice.run(async (api) => {
        const speakers = api.call.feature(api.sdk.Features.DominantSpeakers);
        const firstSpeaker = await api.waitUntil(() => speakers.dominantSpeakers.speakersList[0]);
        return (
          (firstSpeaker as typeof api.people.bob).microsoftTeamsUserId === api.people.bob.microsoftTeamsUserId
        );
      });
    },
    expected: true,
  },
  {
    title:
      'a transfer connects the transferee to the target, who sees the transferor, and ends the first call',
    docs: docs.transfer,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      await bob.run((api) => {
        api.call.feature(api.sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => {
          api.storedValues['targetCall'] = targetCall;
        });
      });
      await alice.run((api) => {
        const feature = api.call.feature(api.sdk.Features.Transfer);
        const transfer = feature.transfer({ targetParticipant: api.people.carol });
        api.log.push(transfer.state);
        transfer.on('stateChanged', () => api.log.push(transfer.state));
      });
      const targetView = await carol.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        api.call = await incomingCall.accept();
        const { callerInfo, transferorInfo } = incomingCall;
        const { alice, bob } = api.people;
        const isUser = (identifier: unknown, user: typeof bob) =>
          JSON.stringify(identifier).includes(user.microsoftTeamsUserId);
        return {
          isCallerBob: isUser(callerInfo.identifier, bob),
          isTransferorAlice: isUser(transferorInfo?.identifier, alice),
        };
      });
      await bob.run(async (api) => {
        const firstCall = api.call;
        api.call = await api.waitUntil(() => api.storedValues['targetCall'] as typeof api.call);
        await api.waitUntilConnected();
        await api.waitUntil(() => firstCall.state === 'Disconnected');
      });
      await carol.run((api) => api.waitUntilConnected());
      await waitForEnds(alice);
      return { targetView, transferStates: await alice.run((api) => api.log) };
    },
    expected: {
      targetView: { isCallerBob: true, isTransferorAlice: true },
      transferStates: ['Transferring', 'Transferred'],
    },
  },
  {
    title: 'a transfer fails when its target declines, and the first call goes on',
    docs: docs.transfer,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => {
        const feature = api.call.feature(api.sdk.Features.Transfer);
        api.storedValues['transfer'] = feature.transfer({ targetParticipant: api.people.carol });
      });
      await carol.run(async (api) => (await api.takeIncomingCall()).reject());
      return alice.run(async (api) => {
        const transfer = api.storedValues['transfer'] as { state: string };
        await api.waitUntil(() => transfer.state !== 'Transferring');
        return { transferState: transfer.state, callState: api.call.state };
      });
    },
    expected: { transferState: 'Failed', callState: 'Connected' },
  },
  {
    title:
      'a transfer into another call connects the other participants of both calls, without the transferor',
    docs: docs.transfer,
    pages: ['alice', 'bob', 'carol'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      await alice.run(async (api) => {
        api.storedValues['firstCall'] = api.call;
        await api.call.hold();
      });
      await connectCall(alice, carol, 'carol');
      await bob.run((api) => {
        api.call.feature(api.sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => {
          api.storedValues['targetCall'] = targetCall;
        });
      });
      await alice.run(async (api) => {
        const firstCall = api.storedValues['firstCall'] as typeof api.call;
        const transfer = firstCall.feature(api.sdk.Features.Transfer).transfer({ targetCallId: api.call.id });
        await api.waitUntil(() => transfer.state === 'Transferred');
        await api.waitUntil(() => api.agent.calls.length === 0);
      });
      await bob.run(async (api) => {
        api.call = await api.waitUntil(() => api.storedValues['targetCall'] as typeof api.call);
        await api.waitUntilConnected();
      });
      return carol.run(async (api) => {
        await api.waitUntilConnected();
        const [other] = api.call.remoteParticipants;
        return JSON.stringify(other?.identifier).includes(api.people.bob.microsoftTeamsUserId);
      });
    },
    expected: true,
  },
];
