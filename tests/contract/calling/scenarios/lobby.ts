import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { joinMeeting, withLobby } from './steps.ts';

/** Who waits to be let in. */
export const lobby: readonly Scenario[] = [
  {
    title: 'whoever waits in the lobby is let in, turned away, or let in with all the others',
    docs: docs.lobby,
    cast: ['alice', 'bob', 'carol'],
    needs: ['roles'],
    async play({ alice, bob, carol }) {
      await joinMeeting(alice, withLobby);
      await alice.do(async (here) => {
        const { call, log } = here;
        await here.until(() => call.state === 'Connected');
        const told = ({ added, removed }: { added: unknown[]; removed: unknown[] }) =>
          log.push(`+${added.length} -${removed.length}`);
        call.lobby.on('lobbyParticipantsUpdated', told);
        here.kept['told'] = told;
      });
      const waits = (count: number) =>
        alice.do((here, given) => here.until(() => here.call.lobby.participants.length === given), count);
      await joinMeeting(bob, withLobby);
      await waits(1);
      await bob.do((here) => here.until(() => here.call.state === 'InLobby'));
      await alice.do((here) => here.call.lobby.admit(here.people.bob));
      await bob.do((here) => here.connected());
      await joinMeeting(carol, withLobby);
      await waits(1);
      await alice.do((here) => here.call.lobby.reject(here.people.carol));
      const away = await carol.do((here) => here.ended());
      await waits(0);
      await alice.do((here) =>
        here.call.lobby.off('lobbyParticipantsUpdated', here.kept['told'] as () => void),
      );
      await joinMeeting(carol, withLobby);
      await waits(1);
      const all = await alice.do((here) => here.call.lobby.admitAll());
      await carol.do((here) => here.connected(2));
      return { away, all, log: await alice.do((here) => here.log) };
    },
    seen: {
      away: '0/5854',
      all: { successCount: 1, failureCount: 0 },
      log: ['+1 -0', '+0 -1', '+1 -0', '+0 -1'],
    },
  },
];
