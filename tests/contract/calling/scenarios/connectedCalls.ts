import type { PersonPage, Scenario } from './scenario.ts';
import { connectCall, waitForEnds } from './steps.ts';

const storeTransferredCall = (transferee: PersonPage) =>
  transferee.run(({ call, sdk, stored }) => {
    call.feature(sdk.Features.Transfer).on('transferAccepted', ({ targetCall }) => {
      stored.call = targetCall as typeof call;
    });
  });

/** Waits until the call that `storeTransferredCall` stores is Connected. It becomes the page's call. */
const waitForTransferredCall = (transferee: PersonPage) =>
  transferee.run(async (api) => {
    const firstCall = api.call;
    api.call = await api.waitUntil(() => api.stored.call);
    await api.waitUntilConnected();
    await api.waitUntil(() => firstCall.state === 'Disconnected');
  });

/**
 * Scenarios of connected 1:1 calls: mute and transfers. `steps/inCall.ts` of the live hour tries hold.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/transfer-calls
 */
export const connectedCalls: readonly Scenario[] = [
  {
    title: 'mute events reach all listeners but removed ones, and the other participant sees the mute',
    async run({ alice, bob }) {
      await connectCall(alice, bob);
      const waitUntilBobSeesMute = (isMuted: boolean) =>
        bob.run(
          (api, isMuted) => api.waitUntil(() => api.call.remoteParticipants[0]?.isMuted === isMuted),
          isMuted,
        );
      await alice.run(({ call, log }) => {
        const removedListener = () => log.push('removed');
        call.on('isMutedChanged', removedListener);
        call.off('isMutedChanged', removedListener);
        call.on('isMutedChanged', () => log.push(`muted ${call.isMuted}`));
        call.on('isIncomingAudioMutedChanged', () => log.push(`incoming ${call.isIncomingAudioMuted}`));
        return call.mute();
      });
      await waitUntilBobSeesMute(true);
      await alice.run(({ call }) => call.unmute());
      await waitUntilBobSeesMute(false);
      return alice.run(async ({ call, log, waitUntil }) => {
        await call.muteIncomingAudio();
        await waitUntil(() => call.isIncomingAudioMuted);
        await call.unmuteIncomingAudio();
        await waitUntil(() => log.length === 4);
        // From now on, the call raises no events.
        call.dispose();
        await call.muteIncomingAudio();
        return log;
      });
    },
    expected: ['muted true', 'muted false', 'incoming true', 'incoming false'],
  },
  {
    title: 'a transfer fails if its target declines, and otherwise connects the transferee to the target',
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob);
      const transferToCarol = () =>
        alice.run(({ call, sdk, people, log }) => {
          const feature = call.feature(sdk.Features.Transfer);
          const transfer = feature.transfer({ targetParticipant: people.carol });
          log.push(transfer.state);
          transfer.on('stateChanged', () => log.push(transfer.state));
        });
      await transferToCarol();
      await carol.run(async (api) => (await api.takeIncomingCall()).reject());
      await alice.run(async ({ call, log, waitUntil }) => {
        await waitUntil(() => log.length === 2);
        log.push(call.state);
      });
      await storeTransferredCall(bob);
      await transferToCarol();
      const seenByCarol = await carol.run(async (api) => {
        const incomingCall = await api.takeIncomingCall();
        api.call = await incomingCall.accept();
        const { callerInfo, transferorInfo } = incomingCall;
        return [api.nameOf(callerInfo.identifier), api.nameOf(transferorInfo?.identifier)];
      });
      await waitForTransferredCall(bob);
      await carol.run((api) => api.waitUntilConnected());
      await waitForEnds(alice);
      return { seenByCarol, states: await alice.run(({ log }) => log) };
    },
    expected: {
      seenByCarol: ['bob', 'alice'],
      states: ['Transferring', 'Failed', 'Connected', 'Transferring', 'Transferred'],
    },
  },
  {
    title: 'a transfer into another call connects the other participants of both calls with each other',
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob);
      await alice.run(async (api) => {
        api.stored.call = api.call;
        await api.call.hold();
      });
      await connectCall(alice, carol, 'carol');
      await storeTransferredCall(bob);
      await alice.run(async ({ call, stored, sdk, agent, waitUntil }) => {
        const feature = stored.call?.feature(sdk.Features.Transfer);
        const transfer = feature?.transfer({ targetCallId: call.id });
        await waitUntil(() => transfer?.state === 'Transferred' && agent.calls.length === 0);
      });
      await waitForTransferredCall(bob);
      return carol.run(async (api) => {
        await api.waitUntilConnected();
        return api.nameOf(api.call.remoteParticipants[0]?.identifier);
      });
    },
    expected: 'bob',
  },
];
