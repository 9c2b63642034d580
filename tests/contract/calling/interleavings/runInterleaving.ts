import { watchOpenMedia } from '../../../support/calling/page/openMedia.ts';
import type { Sdk } from '../../../support/calling/page/sdk.ts';
import { createWaitUntil, pause, trackIncomingCalls } from '../../../support/calling/page/tools.ts';
import { createRandom } from '../../../support/random.ts';
import { startRandomAction, type UserEndpoint } from './actions.ts';
import { EventChecks } from './eventChecks.ts';

export interface InterleavingResult {
  readonly seed: number;
  readonly problems: readonly string[];
  /** The actions in order, each as `<user> <action>`. */
  readonly log: readonly string[];
}

export interface InterleavingOptions {
  /** The first name of each endpoint's user, which is a key of `objectIds`. A user with two endpoints is named twice. */
  readonly endpoints: readonly string[];
  /** Object ids by first name. The test server accepts them as tokens. */
  readonly objectIds: Readonly<Record<string, string>>;
  readonly meetingLinks: readonly string[];
}

/** Few actions are enough, because two or three actions can already interfere with each other. */
const actionsPerInterleaving = 12;

const openMedia = watchOpenMedia();
const waitUntil = createWaitUntil(8_000);

/** The SDK may refuse an action. No other error may be thrown. */
const isRefusal = (error: unknown): boolean => (error as Error).name === 'CallingCommunicationError';

/**
 * Signs the users in.
 * @returns a function that runs one interleaving: random actions of random users, after which all users leave their calls.
 */
async function prepareInterleavings(
  options: InterleavingOptions,
): Promise<(seed: number) => Promise<InterleavingResult>> {
  const checks = new EventChecks();
  const users = await signInUsers(options, checks);

  return async (seed) => {
    const random = createRandom(seed);
    const log: string[] = [];
    checks.problems.length = 0;
    const results: Promise<unknown>[] = [];
    for (let count = 0; count < actionsPerInterleaving; count++) {
      const user = random.pick(users);
      const { action, completion } = startRandomAction(user, random);
      log.push(`${user.name} ${action}`);
      results.push(
        completion.catch(
          (error: unknown) => isRefusal(error) || checks.problems.push(`${action}: ${String(error)}`),
        ),
      );
      await pause(random.pick([0, 0, 5, 20, 80, 150]));
    }
    await Promise.all(results);
    await leaveAll(users);
    const countOpen = () => ({
      peers: openMedia.listConnections().length,
      tracks: openMedia.listTracks().length,
      sounds: document.querySelectorAll('audio').length,
      calls: users.reduce((sum, { agent }) => sum + agent.calls.length, 0),
      rings: users.reduce((sum, { incomingCalls }) => sum + incomingCalls.length, 0),
    });
    const isNothingLeft = () => Object.values(countOpen()).every((count) => count === 0);
    await waitUntil(isNothingLeft).catch(() =>
      checks.problems.push(`still open after all users left: ${JSON.stringify(countOpen())}`),
    );
    return { seed, problems: [...checks.problems], log };
  };
}

/** Signs in one agent for each endpoint. */
function signInUsers(
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

/**
 * Hangs up all calls, again and again, until three rounds in a row find no call. One round is not enough, because a transfer or
 * an incoming call may reach a user who has just hung up.
 */
async function leaveAll(users: readonly UserEndpoint[]): Promise<void> {
  const isAnyUserBusy = () =>
    users.some(({ agent, incomingCalls }) => agent.calls.length > 0 || incomingCalls.length > 0);
  for (let quietRounds = 0, rounds = 0; quietRounds < 3 && rounds < 100; rounds++) {
    quietRounds = isAnyUserBusy() ? 0 : quietRounds + 1;
    for (const { agent, incomingCalls } of users) {
      // A call that refuses this command has already ended.
      for (const incomingCall of incomingCalls.splice(0)) void incomingCall.reject().catch(() => undefined);
      for (const call of agent.calls) void call.hangUp().catch(() => undefined);
    }
    await pause(20);
  }
}

declare global {
  var prepareInterleavings: (
    options: InterleavingOptions,
  ) => Promise<(seed: number) => Promise<InterleavingResult>>;
}
globalThis.prepareInterleavings = prepareInterleavings;
