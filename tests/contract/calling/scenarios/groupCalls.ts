import type { Scenario } from './scenario.ts';
import {
  acceptCall,
  connectCall,
  connectGroup,
  joinAllByLink,
  waitForEnds,
  waitUntilAllConnected,
} from './steps.ts';

/**
 * Scenarios of group calls and meetings: participants join, leave, raise hands, react, are spotlighted and removed.
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/raise-hand
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/cte-calling-sdk/manage-calls
 * @see https://learn.microsoft.com/azure/communication-services/how-tos/calling-sdk/teams-interoperability
 */
export const groupCalls: readonly Scenario[] = [
  {
    title: 'all participants of a group call see each other, and see raised hands in their order',
    needs: 'thread',
    async run({ alice, bob, carol }) {
      await connectGroup(alice, bob, carol);
      await alice.run(({ call, sdk, log, nameOf }) => {
        const feature = call.feature(sdk.Features.RaiseHand);
        feature.on('raisedHandEvent', ({ identifier }) => log.push(`+${nameOf(identifier)}`));
        feature.on('loweredHandEvent', ({ identifier }) => log.push(`-${nameOf(identifier)}`));
      });
      const waitForHands = (count: number) =>
        alice.run(async ({ call, sdk, waitUntil, nameOf }, count) => {
          const feature = call.feature(sdk.Features.RaiseHand);
          await waitUntil(() => feature.getRaisedHands().length === count);
          const hands = feature.getRaisedHands();
          return hands.map(({ identifier, order }) => `${order} ${nameOf(identifier)}`);
        }, count);
      await carol.run((api) => api.call.feature(api.sdk.Features.RaiseHand).raiseHand());
      await waitForHands(1);
      await bob.run((api) => api.call.feature(api.sdk.Features.RaiseHand).raiseHand());
      const hands = await waitForHands(2);
      await carol.run((api) => api.call.feature(api.sdk.Features.RaiseHand).lowerHand());
      await waitForHands(1);
      await alice.run(async ({ call, sdk, people }) => {
        const feature = call.feature(sdk.Features.RaiseHand);
        await feature.lowerHands([people.bob]);
        await feature.raiseHand();
        await feature.lowerAllHands();
      });
      await waitForHands(0);
      return { hands, log: await alice.run(({ log }) => log) };
    },
    expected: {
      hands: ['1 carol', '2 bob'],
      log: ['+carol', '+bob', '-carol', '-bob', '+alice', '-alice'],
    },
  },
  {
    title: 'an added person may decline, and can be removed with 0/5300; ending for everyone gives 0/4097',
    needs: 'thread',
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob);
      const addCarol = () =>
        alice.run((api) => {
          const options = { threadId: api.threadId ?? '' };
          api.stored.participant = api.call.addParticipant(api.people.carol, options);
        });
      await addCarol();
      await carol.run(async (api) => (await api.takeIncomingCall()).reject());
      await alice.run(({ stored, waitUntil }) =>
        waitUntil(() => stored.participant?.state === 'Disconnected'),
      );
      await waitUntilAllConnected(alice, bob);
      await addCarol();
      await acceptCall(carol);
      await waitUntilAllConnected(alice, bob, carol);
      await alice.run((api) => api.call.removeParticipant(api.people.carol));
      const [endOfCarol] = await waitForEnds(carol);
      await waitUntilAllConnected(alice, bob);
      await alice.run((api) => api.call.hangUp({ forEveryone: true }));
      return [endOfCarol, ...(await waitForEnds(bob))];
    },
    expected: ['0/5300', '0/4097'],
  },
  {
    title: 'participants of a meeting get reactions and spotlights, and stay when another hangs up',
    needs: 'meeting',
    async run({ alice, bob }) {
      await joinAllByLink(alice, bob);
      await bob.run(({ call, sdk, log, nameOf }) => {
        const { Reaction, Spotlight } = sdk.Features;
        call
          .feature(Reaction)
          .on('reaction', ({ reactionMessage }) => log.push(reactionMessage.reactionType));
        call.feature(Spotlight).on('spotlightChanged', ({ added, removed }) => {
          for (const { identifier } of added) log.push(`+${nameOf(identifier)}`);
          for (const { identifier } of removed) log.push(`-${nameOf(identifier)}`);
        });
      });
      await alice.run(async ({ call, sdk, people }) => {
        await call.feature(sdk.Features.Reaction).sendReaction({ reactionType: 'applause' });
        const spotlight = call.feature(sdk.Features.Spotlight);
        await spotlight.startSpotlight([people.bob]);
        await spotlight.startSpotlight();
      });
      const spotlighted = await bob.run(async ({ call, sdk, log, waitUntil, nameOf }) => {
        const feature = call.feature(sdk.Features.Spotlight);
        await waitUntil(() => log.length === 3);
        const participants = feature.getSpotlightedParticipants();
        await feature.stopSpotlight();
        const names = participants.map(({ identifier, order }) => `${order} ${nameOf(identifier)}`);
        return [...names, feature.maxParticipantsToSpotlight];
      });
      await alice.run((api) => api.call.feature(api.sdk.Features.Spotlight).stopAllSpotlight());
      const log = await bob.run(async ({ call, log, waitUntil }) => {
        await waitUntil(() => log.length === 5);
        await call.hangUp();
        return log;
      });
      const stateOfAlice = await alice.run(async ({ call, waitUntil }) => {
        await waitUntil(() => call.remoteParticipants.length === 0);
        return call.state;
      });
      return { spotlighted, log, stateOfAlice };
    },
    expected: {
      spotlighted: ['1 bob', '2 alice', 7],
      log: ['applause', '+bob', '+alice', '-bob', '-alice'],
      stateOfAlice: 'Connected',
    },
  },
];
