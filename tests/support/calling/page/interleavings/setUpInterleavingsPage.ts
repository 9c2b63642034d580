import { createRandom } from '../../../random.ts';
import { watchOpenMedia } from '../openMedia.ts';
import type { Sdk } from '../sdk.ts';
import { createCredential, createWaitUntil, pause, trackIncomingCalls } from '../tools.ts';
import { startRandomAction, type UserEndpoint } from './actions.ts';
import { EventChecks } from './eventChecks.ts';

export interface InterleavingOptions {
  /** The first name of each endpoint's user, which is a key of `objectIds`. A user with two endpoints is named twice. */
  readonly endpoints: readonly string[];
  /** Object ids by first name. The test server accepts them as tokens. */
  readonly objectIds: Readonly<Record<string, string>>;
  readonly meetingLinks: readonly string[];
}

export type InterleavingsApi = Awaited<ReturnType<typeof createInterleavingsApi>>;

/** Few actions are enough, because two or three actions can already interfere with each other. */
const actionsPerInterleaving = 12;

/** Prepares a page in which an agent of each endpoint is signed in. */
export async function setUpInterleavingsPage(options: InterleavingOptions): Promise<void> {
  globalThis.testApi = await createInterleavingsApi(options);
}

async function createInterleavingsApi(options: InterleavingOptions) {
  const openMedia = watchOpenMedia();
  const checks = new EventChecks();
  const users = await Promise.all(options.endpoints.map((_, index) => signIn(options, index, checks)));
  const countOpen = () => ({
    peers: openMedia.listConnections().length,
    tracks: openMedia.listTracks().length,
    sounds: document.querySelectorAll('audio').length,
    calls: users.flatMap(({ agent }) => agent.calls).length,
    rings: users.flatMap(({ incomingCalls }) => incomingCalls).length,
  });
  return {
    /**
     * Runs one interleaving: random actions of random users, after which all users leave their calls.
     * @returns what went wrong, and the actions in order, each as `<user> <action>`.
     */
    runInterleaving: async (seed: number) => {
      const random = createRandom(seed);
      const log: string[] = [];
      checks.problems.length = 0;
      const results: Promise<unknown>[] = [];
      for (let count = 0; count < actionsPerInterleaving; count++) {
        const user = random.pick(users);
        const { action, completion } = startRandomAction(user, random);
        log.push(`${user.name} ${action}`);
        // The SDK may refuse an action. No other error may be thrown.
        const reportError = (error: unknown) => {
          if ((error as Error).name !== 'CallingCommunicationError')
            checks.problems.push(`${action}: ${String(error)}`);
        };
        results.push(completion.catch(reportError));
        await pause(random.pick([0, 0, 5, 20, 80, 150]));
      }
      await Promise.all(results);
      await leaveAll(users);
      const isNothingLeft = () => Object.values(countOpen()).every((count) => count === 0);
      await createWaitUntil(8_000)(isNothingLeft).catch(() =>
        checks.problems.push(`still open after all users left: ${JSON.stringify(countOpen())}`),
      );
      return { seed, problems: [...checks.problems], log };
    },
  };
}

/** Signs in the agent of one endpoint. */
async function signIn(
  { endpoints, objectIds, meetingLinks }: InterleavingOptions,
  index: number,
  checks: EventChecks,
): Promise<UserEndpoint> {
  const person = endpoints[index] ?? '';
  // The query makes the browser load another copy of the module.
  const sdk = (await import(/* @vite-ignore */ `${location.origin}/calling.js?${index}`)) as Sdk;
  const client = new sdk.CallClient();
  const devices = await client.getDeviceManager();
  await devices.askDevicePermission({ audio: true, video: true });
  const [camera] = await devices.getCameras();
  if (!camera) throw new Error('There is no camera.');
  const agent = await client.createTeamsCallAgent(createCredential(() => objectIds[person] ?? ''));
  const name = `${person}${index}`;
  checks.watchAgent(name, agent);
  return {
    name,
    sdk,
    agent,
    incomingCalls: trackIncomingCalls(agent),
    people: [...new Set(endpoints)].map((name) => ({ microsoftTeamsUserId: objectIds[name] ?? '' })),
    threadId: '19:orders@thread.v2',
    meetingLinks,
    createCameraStream: () => new sdk.LocalVideoStream(camera),
  };
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
