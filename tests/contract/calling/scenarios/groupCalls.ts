import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import {
  acceptCall,
  connectCall,
  connectGroup,
  joinAllByLink,
  waitForEnds,
  waitForStates,
  waitUntilAllConnected,
} from './steps.ts';

/** Scenarios of group calls and meetings: participants join, leave, raise hands, react, are spotlighted and removed. */
export const groupCalls: readonly Scenario[] = [
  {
    title:
      'a group call rings at all invited users, all participants see each other, and raised hands keep their order',
    docs: docs.raiseHand,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connectGroup(alice, bob, carol);
      const waitForHands = (count: number) =>
        alice.run((api, count) => {
          const feature = api.call.feature(api.sdk.Features.RaiseHand);
          return api.waitUntil(() => feature.getRaisedHands().length === count);
        }, count);
      await carol.run((api) => api.call.feature(api.sdk.Features.RaiseHand).raiseHand());
      await waitForHands(1);
      await bob.run((api) => api.call.feature(api.sdk.Features.RaiseHand).raiseHand());
      await waitForHands(2);
      const order = await alice.run(({ call, sdk, people, isUser }) =>
        call
          .feature(sdk.Features.RaiseHand)
          .getRaisedHands()
          .toSorted((first, second) => first.order - second.order)
          .map(({ identifier }) =>
            Object.entries(people).flatMap(([name, user]) => (isUser(identifier, user) ? name : [])),
          )
          .join(),
      );
      await carol.run((api) => api.call.feature(api.sdk.Features.RaiseHand).lowerHand());
      await waitForHands(1);
      return order;
    },
    expected: 'carol,bob',
  },
  {
    title:
      'a person who is added to a 1:1 call gets an incoming call: the call goes on when the person declines, and becomes a call of three when the person accepts',
    docs: docs.manageCalls,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      const addCarol = () =>
        alice.run((api) => {
          const options = { threadId: api.threadId ?? '' };
          api.stored.participant = api.call.addParticipant(api.people.carol, options);
        });
      await addCarol();
      await carol.run(async (api) => (await api.takeIncomingCall()).reject());
      await alice.run(async (api) => {
        await api.waitUntil(() => api.stored.participant?.state === 'Disconnected');
        await api.waitUntilConnected(1);
      });
      await waitForStates([bob, 'Connected']);
      await addCarol();
      await acceptCall(carol);
      await waitUntilAllConnected(alice, bob, carol);
      return waitForStates([alice, 'Connected'], [bob, 'Connected'], [carol, 'Connected']);
    },
    expected: [true, true, true],
  },
  {
    title:
      'the call of a removed participant ends with 0/5300, and hanging up for everyone ends the calls of others with 0/4097',
    docs: docs.endCodes,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connectGroup(alice, bob, carol);
      await alice.run((api) => api.call.removeParticipant(api.people.carol));
      const [endOfCarol] = await waitForEnds(carol);
      await alice.run((api) => api.waitUntilConnected(1));
      await alice.run((api) => api.call.hangUp({ forEveryone: true }));
      const [endOfBob] = await waitForEnds(bob);
      return { endOfCarol, endOfBob };
    },
    expected: { endOfCarol: '0/5300', endOfBob: '0/4097' },
  },
  {
    title:
      'participants of a meeting get reactions of others, see which participants are in the spotlight, and stay when another hangs up',
    docs: docs.meetings,
    needs: ['meeting'],
    async run({ alice, bob }) {
      await joinAllByLink(alice, bob);
      await bob.run(({ call, sdk, log }) => {
        const reactions = call.feature(sdk.Features.Reaction);
        reactions.on('reaction', ({ reactionMessage }) => log.push(reactionMessage.reactionType));
      });
      await alice.run(async (api) => {
        await api.call.feature(api.sdk.Features.Reaction).sendReaction({ reactionType: 'applause' });
        await api.call.feature(api.sdk.Features.Spotlight).startSpotlight([api.people.bob]);
      });
      const seenByBob = await bob.run(async (api) => {
        const spotlight = api.call.feature(api.sdk.Features.Spotlight);
        const { identifier } = await api.waitUntil(() => spotlight.getSpotlightedParticipants()[0]);
        await api.waitUntil(() => api.log.length > 0);
        await api.call.hangUp();
        return { reactions: api.log, isBobSpotlighted: api.isUser(identifier, api.people.bob) };
      });
      const stateOfAlice = await alice.run(async ({ call, waitUntil }) => {
        await waitUntil(() => call.remoteParticipants.length === 0);
        return call.state;
      });
      return { ...seenByBob, stateOfAlice };
    },
    expected: { reactions: ['applause'], isBobSpotlighted: true, stateOfAlice: 'Connected' },
  },
];
