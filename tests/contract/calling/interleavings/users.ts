import type { LocalVideoStream, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import type { MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { Sdk } from '../../../support/calling/page/sdk.ts';
import { incomingCallsOf } from '../../../support/calling/page/tools.ts';
import type { EventChecks } from './eventChecks.ts';

/**
 * One endpoint of a user. The drop-in keeps one agent per user in a module, so a second endpoint of the same user gets
 * a second copy of the module.
 */
export interface User {
  readonly name: string;
  readonly sdk: Sdk;
  readonly agent: TeamsCallAgent;
  readonly incomingCalls: TeamsIncomingCall[];
  /** Everybody who can be called. */
  readonly people: readonly MicrosoftTeamsUserIdentifier[];
  readonly threadId: string;
  readonly meetingLinks: readonly string[];
  camera(): LocalVideoStream;
}

export interface InterleavingOptions {
  /** The user of each endpoint, as a name of `ids`. A user with two endpoints is named twice. */
  readonly endpoints: readonly string[];
  /** Object ids by name. The harness takes them for tokens. */
  readonly ids: Readonly<Record<string, string>>;
  readonly meetingLinks: readonly string[];
}

/** Signs in one agent for each endpoint. */
export function signInUsers(
  { endpoints, ids, meetingLinks }: InterleavingOptions,
  checks: EventChecks,
): Promise<User[]> {
  const people = [...new Set(endpoints)].map((name) => ({ microsoftTeamsUserId: ids[name] ?? '' }));
  return Promise.all(
    endpoints.map(async (person, index) => {
      const token = ids[person] ?? '';
      const sdk = (await import(/* @vite-ignore */ `${location.origin}/calling.js?${index}`)) as Sdk;
      const client = new sdk.CallClient();
      const devices = await client.getDeviceManager();
      await devices.askDevicePermission({ audio: true, video: true });
      const [camera] = await devices.getCameras();
      const agent = await client.createTeamsCallAgent({
        getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }),
        dispose: () => undefined,
      });
      const name = `${person}${index}`;
      checks.watchAgent(name, agent);
      return {
        name,
        sdk,
        agent,
        incomingCalls: incomingCallsOf(agent),
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
