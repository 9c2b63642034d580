import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { answer, call, connect, ends } from './steps.ts';

/** From `startCall` until both are Connected, and the end reasons of calls that are not answered. */
export const placing: readonly Scenario[] = [
  {
    title:
      'a call is listed at once, connects on both sides, and every state follows the one before as documented',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await alice.run((here) => {
        const { log } = here;
        here.agent.on('callsUpdated', ({ added, removed }) => {
          log.push(`calls +${added.length} -${removed.length}`);
        });
        here.call = here.agent.startCall(here.people.bob);
        const states = [here.call.state];
        here.stored = { states, listed: here.agent.calls.includes(here.call) };
        here.call.on('stateChanged', () => states.push(here.call.state));
      });
      await answer(bob);
      await Promise.all([alice, bob].map((page) => page.run((here) => here.connected())));
      const directions = await Promise.all(
        [alice, bob].map((page) => page.run((here) => here.call.direction)),
      );
      await bob.run((here) => here.call.hangUp());
      await ends(alice, bob);
      return alice.run(
        (here, given) => {
          const follows: Record<string, string[]> = {
            None: ['Connecting'],
            Connecting: ['Ringing', 'EarlyMedia', 'Connected', 'Disconnecting', 'Disconnected'],
            Ringing: ['EarlyMedia', 'Connected', 'Disconnecting', 'Disconnected'],
            EarlyMedia: ['Connected', 'Disconnecting', 'Disconnected'],
            Connected: ['Disconnecting', 'Disconnected'],
            Disconnecting: ['Disconnected'],
          };
          const { states, listed } = here.stored as { states: string[]; listed: boolean };
          const odd = states.filter((state, i) => i > 0 && !follows[states[i - 1] ?? '']?.includes(state));
          return { ...given, first: states[0], last: states.at(-1), odd, listed, log: here.log };
        },
        { directions },
      );
    },
    expected: {
      directions: ['Outgoing', 'Incoming'],
      first: 'None',
      last: 'Disconnected',
      odd: [],
      listed: true,
      log: ['calls +1 -0', 'calls +0 -1'],
    },
  },
  {
    title: 'the callee sees the caller, and each sees the other as a participant of the call',
    docs: docs.manageCalls,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await call(alice, 'bob');
      const ring = await bob.run(async (here) => {
        const incoming = await here.incomingCall();
        here.stored = { incoming };
        return {
          caller: incoming.callerInfo.identifier,
          kind: incoming.kind,
          expected: here.people.alice,
        };
      });
      await bob.run(async (here) => {
        here.call = await (here.stored['incoming'] as Awaited<ReturnType<typeof here.incomingCall>>).accept();
      });
      const participants = await Promise.all(
        [alice, bob].map((page) =>
          page.run(async (here) => {
            await here.connected();
            const [other] = here.call.remoteParticipants;
            return { identifier: other?.identifier, kind: here.call.kind };
          }),
        ),
      );
      const ids = (value: unknown) => /"microsoftTeamsUserId":"([^"]+)"/.exec(JSON.stringify(value))?.[1];
      return {
        rightCaller: ids(ring.caller) === ids(ring.expected),
        kind: ring.kind,
        othersDiffer: ids(participants[0]) !== ids(participants[1]),
        kinds: participants.map(({ kind }) => kind),
      };
    },
    expected: {
      rightCaller: true,
      kind: 'TeamsIncomingCall',
      othersDiffer: true,
      kinds: ['TeamsCall', 'TeamsCall'],
    },
  },
  {
    title:
      'a call that the callee declines ends 603/0, and one that the caller gives up stops ringing with 487/0',
    docs: docs.endCodes,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await call(alice, 'bob');
      await bob.run(async (here) => (await here.incomingCall()).reject());
      const [declined] = await ends(alice);
      await call(alice, 'bob');
      await bob.run(async (here) => {
        const incoming = await here.incomingCall();
        incoming.on('callEnded', ({ callEndReason: { code, subCode } }) =>
          here.log.push(`${code}/${subCode}`),
        );
      });
      await alice.run(async (here) => {
        await here.until(() => here.call.state === 'Ringing');
        await here.call.hangUp();
      });
      const heard = await bob.run((here) => here.until(() => here.log[0]));
      return { declined, heard, given: (await ends(alice))[0]?.split('/')[0] };
    },
    expected: { declined: '603/0', heard: '487/0', given: '487' },
  },
  {
    title: 'hanging up ends the call for both with 0/0',
    docs: docs.endCodes,
    pages: ['alice', 'bob'],
    async run({ alice, bob }) {
      await connect(alice, bob, 'bob');
      await alice.run((here) => here.call.hangUp());
      const calls = () =>
        Promise.all([alice, bob].map((page) => page.run((here) => here.agent.calls.length)));
      return { ends: await ends(alice, bob), calls: await calls() };
    },
    expected: { ends: ['0/0', '0/0'], calls: [0, 0] },
  },
  {
    title:
      'a call rings at both endpoints of the callee; answered at one, it ends at the other with 487/10003',
    docs: docs.endCodes,
    pages: ['alice', 'bob', 'bob2'],
    async run({ alice, bob, bob2 }) {
      await call(alice, 'bob');
      await bob2.run(async (here) => {
        const incoming = await here.incomingCall();
        incoming.on('callEnded', ({ callEndReason: { code, subCode } }) =>
          here.log.push(`${code}/${subCode}`),
        );
      });
      await answer(bob);
      const elsewhere = await bob2.run((here) => here.until(() => here.log[0]));
      await alice.run((here) => here.connected());
      return elsewhere;
    },
    expected: '487/10003',
  },
  {
    title: 'nobody answers: 487/10004; an unknown number or id: 404; a busy callee: 486',
    docs: docs.endCodes,
    pages: ['alice'],
    needs: ['bots', 'timing'],
    async run({ alice }) {
      return alice.run(async (here) => {
        const to = async (callee: { microsoftTeamsUserId: string } | { phoneNumber: string }) => {
          here.call = here.agent.startCall(callee as { microsoftTeamsUserId: string });
          return here.ended();
        };
        return [
          await to({ microsoftTeamsUserId: '0a000000-0000-4000-8000-00000000000a' }),
          await to({ microsoftTeamsUserId: '99999999-9999-4999-8999-999999999999' }),
          await to({ microsoftTeamsUserId: 'b5000000-0000-4000-8000-0000000000b5' }),
          await to({ phoneNumber: '+14255550101' }),
          await to({ phoneNumber: '+14255559999' }),
        ];
      });
    },
    expected: ['487/10004', '404/0', '486/0', '486/560486', '404/0'],
  },
];
