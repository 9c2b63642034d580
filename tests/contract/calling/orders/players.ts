import type { LocalVideoStream, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import type { MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import { ringsOf } from '../stage/habits.ts';
import type { Sdk } from '../stage/stage.ts';
import type { Watch } from './watch.ts';

/** One window of a person; the drop-in keeps one agent per person in a module, so a second window has a second module. */
export interface Player {
  readonly name: string;
  readonly sdk: Sdk;
  readonly agent: TeamsCallAgent;
  readonly rings: TeamsIncomingCall[];
  /** Everyone there is to call. */
  readonly people: readonly MicrosoftTeamsUserIdentifier[];
  readonly threadId: string;
  readonly meetingLinks: readonly string[];
  camera(): LocalVideoStream;
}

export interface Party {
  /** Windows, as names of `ids`; a name may come twice. */
  readonly windows: readonly string[];
  /** Object ids, which the harness takes for tokens. */
  readonly ids: Readonly<Record<string, string>>;
  readonly meetingLinks: readonly string[];
}

/** Opens a window for each. */
export function openPlayers({ windows, ids, meetingLinks }: Party, watch: Watch): Promise<Player[]> {
  const people = [...new Set(windows)].map((name) => ({ microsoftTeamsUserId: ids[name] ?? '' }));
  return Promise.all(
    windows.map(async (person, i) => {
      const token = ids[person] ?? '';
      const sdk = (await import(/* @vite-ignore */ `${location.origin}/calling.js?${i}`)) as Sdk;
      const client = new sdk.CallClient();
      const devices = await client.getDeviceManager();
      await devices.askDevicePermission({ audio: true, video: true });
      const [camera] = await devices.getCameras();
      const agent = await client.createTeamsCallAgent({
        getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
        dispose: () => undefined,
      });
      const name = `${person}${i}`;
      watch.agent(name, agent);
      return {
        name,
        sdk,
        agent,
        rings: ringsOf(agent),
        people,
        threadId: '19:orders@thread.v2',
        meetingLinks,
        camera() {
          if (!camera) throw new Error('There is no camera.');
          return new sdk.LocalVideoStream(camera);
        },
      };
    }),
  );
}
