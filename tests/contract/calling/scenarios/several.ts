import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { answer, connect, connectGroup, ends, meetByLink, states, together } from './steps.ts';

/** Group calls: participants join, leave and are removed. */
export const several: readonly Scenario[] = [
  {
    title: 'a group call rings at everybody, and all see each other; hands are raised in order and lowered',
    docs: docs.raiseHand,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connectGroup(alice, bob, carol);
      const hands = (count: number) =>
        alice.run(
          (here, wanted) =>
            here.until(
              () => here.call.feature(here.sdk.Features.RaiseHand).getRaisedHands().length === wanted,
            ),
          count,
        );
      await carol.run((here) => here.call.feature(here.sdk.Features.RaiseHand).raiseHand());
      await hands(1);
      await bob.run((here) => here.call.feature(here.sdk.Features.RaiseHand).raiseHand());
      await hands(2);
      const order = await alice.run((here) => {
        const raised = here.call.feature(here.sdk.Features.RaiseHand).getRaisedHands();
        const { bob, carol } = here.people;
        const names = { [bob.microsoftTeamsUserId]: 'bob', [carol.microsoftTeamsUserId]: 'carol' };
        return raised
          .toSorted((one, other) => one.order - other.order)
          .map(({ identifier }) => names[(identifier as typeof bob).microsoftTeamsUserId]);
      });
      await carol.run((here) => here.call.feature(here.sdk.Features.RaiseHand).lowerHand());
      await hands(1);
      return order;
    },
    expected: ['carol', 'bob'],
  },
  {
    title: 'a person who is added to a 1:1 call is called and joins both',
    docs: docs.manageCalls,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connect(alice, bob, 'bob');
      await alice.run((here) => {
        here.call.addParticipant(here.people.carol, { threadId: here.threadId ?? '' });
      });
      await answer(carol);
      await together(alice, bob, carol);
      return states([alice, 'Connected'], [bob, 'Connected'], [carol, 'Connected']);
    },
    expected: [true, true, true],
  },
  {
    title: 'when an added person declines, the call stays as it is',
    docs: docs.manageCalls,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connect(alice, bob, 'bob');
      await alice.run((here) => {
        here.stored['added'] = here.call.addParticipant(here.people.carol, { threadId: here.threadId ?? '' });
      });
      await carol.run(async (here) => (await here.incomingCall()).reject());
      const state = await alice.run(async (here) => {
        const added = here.stored['added'] as (typeof here.call.remoteParticipants)[number];
        await here.until(() => added.state === 'Disconnected');
        await here.until(() => here.call.remoteParticipants.length === 1);
        return here.call.state;
      });
      return [state, await states([bob, 'Connected'])];
    },
    expected: ['Connected', [true]],
  },
  {
    title: 'a removed participant ends with 0/5300, and a call ended for everybody with 0/4097',
    docs: docs.endCodes,
    pages: ['alice', 'bob', 'carol'],
    needs: ['thread'],
    async run({ alice, bob, carol }) {
      await connectGroup(alice, bob, carol);
      await alice.run((here) => here.call.removeParticipant(here.people.carol));
      const [removed] = await ends(carol);
      await alice.run((here) => here.connected(1));
      await alice.run((here) => here.call.hangUp({ forEveryone: true }));
      return [removed, ...(await ends(bob))];
    },
    expected: ['0/5300', '0/4097'],
  },
  {
    title: 'people who join one meeting see each other there, each in a call of their own',
    docs: docs.meetings,
    pages: ['alice', 'bob'],
    needs: ['meeting'],
    async run({ alice, bob }) {
      await meetByLink(alice, bob);
      await bob.run((here) => here.call.hangUp());
      const alone = await alice.run(async (here) => {
        await here.until(() => here.call.remoteParticipants.length === 0);
        return here.call.state;
      });
      return alone;
    },
    expected: 'Connected',
  },
];
