import type { LocalVideoStream, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import type { MicrosoftTeamsUserIdentifier } from '@azure/communication-common';
import type { Sdk } from '../../../support/calling/page/sdk.ts';
import { trackIncomingCalls } from '../../../support/calling/page/tools.ts';
import type { EventChecks } from './eventChecks.ts';

/**
 * One endpoint (agent connection) of a user. The emulator's Calling SDK creates only one agent for each user, so
 * every endpoint loads a copy of the SDK's module.
 */
export interface UserEndpoint {
  /** The user's first name and the index of the endpoint, for example `bob1`. */
  readonly name: string;
  readonly sdk: Sdk;
  readonly agent: TeamsCallAgent;
  readonly incomingCalls: TeamsIncomingCall[];
  /** The users whom this endpoint may call. */
  readonly people: readonly MicrosoftTeamsUserIdentifier[];
  readonly threadId: string;
  readonly meetingLinks: readonly string[];
  createCameraStream(): LocalVideoStream;
}

export interface InterleavingOptions {
  /** The first name of each endpoint's user, which is a key of `objectIds`. A user with two endpoints is named twice. */
  readonly endpoints: readonly string[];
  /** Object ids by first name. The test server accepts them as tokens. */
  readonly objectIds: Readonly<Record<string, string>>;
  readonly meetingLinks: readonly string[];
}

/** Signs in one agent for each endpoint. */
export function signInUsers(
  { endpoints, objectIds, meetingLinks }: InterleavingOptions,
  checks: EventChecks,
): Promise<UserEndpoint[]> {
  const people = [...new Set(endpoints)].map((name) => ({ microsoftTeamsUserId: objectIds[name] ?? '' }));
  return Promise.all(
    endpoints.map(async (person, index) => {
      const token = objectIds[person] ?? '';
      // The query makes the browser load another copy of the module.
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
        incomingCalls: trackIncomingCalls(agent),
        people,
        threadId: '19:orders@thread.v2',
        meetingLinks,
        createCameraStream() {
          if (!camera) throw new Error('There is no camera.');
          return new sdk.LocalVideoStream(camera);
        },
      };
    }),
  );
}
