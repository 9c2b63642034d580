import type { TeamsCall, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import { watchOpenMedia } from './openMedia.ts';
import type { Sdk } from './sdk.ts';
import { createWaitUntil, type WaitUntil } from './tools.ts';

export interface AppPageOptions {
  /** The address of the drop-in SDK, which replaces `@azure/communication-calling`, as one ES module. */
  readonly sdkModule: string;
  /** An ACS access token of the user who is signed in. */
  readonly token: string;
}

/** The helpers that a test uses in a page which stands for an app: an agent, its incoming calls and one call. */
export interface AppApi {
  readonly sdk: Sdk;
  readonly agent: TeamsCallAgent;
  /** Every incoming call, oldest first. Calls that have ended stay in the list until the test removes them. */
  readonly incomingCalls: (TeamsIncomingCall & Pick<TeamsCall, 'callEndReason'>)[];
  /** The call that the test accepted or placed last. The test assigns it. */
  call: TeamsCall;
  readonly waitUntil: WaitUntil;
  readonly countOpenConnections: () => number;
}

/** Prepares a page that stands for an app: signs a user in. */
export async function setUpAppPage({ sdkModule, token }: AppPageOptions): Promise<void> {
  const openMedia = watchOpenMedia();
  const sdk = (await import(/* @vite-ignore */ sdkModule)) as Sdk;
  const agent = await new sdk.CallClient().createTeamsCallAgent({
    getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_000_000 }),
    dispose: () => undefined,
  });
  const incomingCalls: TeamsIncomingCall[] = [];
  agent.on('incomingCall', ({ incomingCall }) => incomingCalls.push(incomingCall));
  const api: AppApi = {
    sdk,
    agent,
    incomingCalls,
    // Each test assigns a call before it reads this member.
    call: undefined as unknown as TeamsCall,
    waitUntil: createWaitUntil(15_000),
    countOpenConnections: () => openMedia.listConnections().length,
  };
  globalThis.testApi = api;
}
