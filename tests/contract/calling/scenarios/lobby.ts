import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { joinMeeting, withLobby } from './steps.ts';

/** Who waits to be let in. */
export const lobby: readonly Scenario[] = [
  {
    title: 'a participant in the lobby is admitted, rejected, or admitted with all the others',
    docs: docs.lobby,
    pages: ['alice', 'bob', 'carol'],
    needs: ['roles'],
    async run({ alice, bob, carol }) {
      await joinMeeting(alice, withLobby);
      await alice.run(async (here) => {
        const { call, log } = here;
        await here.until(() => call.state === 'Connected');
        const listener = ({ added, removed }: { added: unknown[]; removed: unknown[] }) =>
          log.push(`+${added.length} -${removed.length}`);
        call.lobby.on('lobbyParticipantsUpdated', listener);
        here.stored['listener'] = listener;
      });
      const waits = (count: number) =>
        alice.run((here, given) => here.until(() => here.call.lobby.participants.length === given), count);
      await joinMeeting(bob, withLobby);
      await waits(1);
      await bob.run((here) => here.until(() => here.call.state === 'InLobby'));
      await alice.run((here) => here.call.lobby.admit(here.people.bob));
      await bob.run((here) => here.connected());
      await joinMeeting(carol, withLobby);
      await waits(1);
      await alice.run((here) => here.call.lobby.reject(here.people.carol));
      const away = await carol.run((here) => here.ended());
      await waits(0);
      await alice.run((here) =>
        here.call.lobby.off('lobbyParticipantsUpdated', here.stored['listener'] as () => void),
      );
      await joinMeeting(carol, withLobby);
      await waits(1);
      const all = await alice.run((here) => here.call.lobby.admitAll());
      await carol.run((here) => here.connected(2));
      return { away, all, log: await alice.run((here) => here.log) };
    },
    expected: {
      away: '0/5854',
      all: { successCount: 1, failureCount: 0 },
      log: ['+1 -0', '+0 -1', '+1 -0', '+0 -1'],
    },
  },
];
