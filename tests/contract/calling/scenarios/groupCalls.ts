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

/** Scenarios of group calls and meetings: participants join, leave, raise hands and are removed. */
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
      const order = await alice.run((api) => {
        const raisedHands = api.call.feature(api.sdk.Features.RaiseHand).getRaisedHands();
        const { bob, carol } = api.people;
        const names = { [bob.microsoftTeamsUserId]: 'bob', [carol.microsoftTeamsUserId]: 'carol' };
        return raisedHands
          .toSorted((first, second) => first.order - second.order)
          .map(({ identifier }) => names[(identifier as typeof bob).microsoftTeamsUserId]);
      });
      await carol.run((api) => api.call.feature(api.sdk.Features.RaiseHand).lowerHand());
      await waitForHands(1);
      return order;
    },
    expected: ['carol', 'bob'],
  },
  {
    title: 'a person who is added to a 1:1 call gets an incoming call, and joins both participants',
    docs: docs.manageCalls,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => {
        api.call.addParticipant(api.people.carol, { threadId: api.threadId ?? '' });
      });
      await acceptCall(carol);
      await waitUntilAllConnected(alice, bob, carol);
      return waitForStates([alice, 'Connected'], [bob, 'Connected'], [carol, 'Connected']);
    },
    expected: [true, true, true],
  },
  {
    title: 'a 1:1 call goes on when a person who was added to it declines',
    docs: docs.manageCalls,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connectCall(alice, bob, 'bob');
      await alice.run((api) => {
        const carol = api.call.addParticipant(api.people.carol, { threadId: api.threadId ?? '' });
        api.storedValues['carol'] = carol;
      });
      await carol.run(async (api) => (await api.takeIncomingCall()).reject());
      const stateOfAlice = await alice.run(async (api) => {
        const carol = api.storedValues['carol'] as (typeof api.call.remoteParticipants)[number];
        await api.waitUntil(() => carol.state === 'Disconnected');
        await api.waitUntil(() => api.call.remoteParticipants.length === 1);
        return api.call.state;
      });
      await waitForStates([bob, 'Connected']);
      return stateOfAlice;
    },
    expected: 'Connected',
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
    title: 'people who join a meeting see each other, and the call of one goes on when another hangs up',
    docs: docs.meetings,
    pages: ['alice', 'bob'],
    needs: ['meeting'],
    async run({ alice, bob }) {
      await joinAllByLink(alice, bob);
      await bob.run((api) => api.call.hangUp());
      return alice.run(async (api) => {
        await api.waitUntil(() => api.call.remoteParticipants.length === 0);
        return api.call.state;
      });
    },
    expected: 'Connected',
  },
];
