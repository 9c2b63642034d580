import { docs } from './docs.ts';
import type { Scenario } from './scenario.ts';
import { joinMeeting, lobbyMeeting } from './steps.ts';

/** A scenario of a meeting's lobby, where participants wait until an organizer admits them. */
export const lobby: readonly Scenario[] = [
  {
    title: 'an organizer admits a participant from the lobby, rejects one, and admits all who wait',
    docs: docs.lobby,
    pages: ['alice', 'bob', 'carol'],
    needs: ['roles'],
    async run({ alice, bob, carol }) {
      await joinMeeting(alice, lobbyMeeting);
      await alice.run(async (api) => {
        const { call, log } = api;
        await api.waitUntil(() => call.state === 'Connected');
        const listener = ({ added, removed }: { added: unknown[]; removed: unknown[] }) =>
          log.push(`+${added.length} -${removed.length}`);
        call.lobby.on('lobbyParticipantsUpdated', listener);
        api.storedValues['listener'] = listener;
      });
      const waitForLobbyCount = (count: number) =>
        alice.run((api, count) => api.waitUntil(() => api.call.lobby.participants.length === count), count);
      await joinMeeting(bob, lobbyMeeting);
      await waitForLobbyCount(1);
      await bob.run((api) => api.waitUntil(() => api.call.state === 'InLobby'));
      await alice.run((api) => api.call.lobby.admit(api.people.bob));
      await bob.run((api) => api.waitUntilConnected());
      await joinMeeting(carol, lobbyMeeting);
      await waitForLobbyCount(1);
      await alice.run((api) => api.call.lobby.reject(api.people.carol));
      const endOfRejected = await carol.run((api) => api.waitForEnd());
      await waitForLobbyCount(0);
      await alice.run((api) =>
        api.call.lobby.off('lobbyParticipantsUpdated', api.storedValues['listener'] as () => void),
      );
      await joinMeeting(carol, lobbyMeeting);
      await waitForLobbyCount(1);
      const admitAllResult = await alice.run((api) => api.call.lobby.admitAll());
      await carol.run((api) => api.waitUntilConnected(2));
      return { endOfRejected, admitAllResult, log: await alice.run((api) => api.log) };
    },
    expected: {
      endOfRejected: '0/5854',
      admitAllResult: { successCount: 1, failureCount: 0 },
      log: ['+1 -0', '+0 -1', '+1 -0', '+0 -1'],
    },
  },
];
