import type { TeamsCall, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import { watchOpenMedia } from './openMedia.ts';
import type { Sdk } from './sdk.ts';
import { untilWithin, type Until } from './tools.ts';

export interface AppPageOptions {
  /** The address of the drop-in. */
  readonly sdkModule: string;
  readonly token: string;
}

/** What a test finds in a page that acts as an app: an agent, its incoming calls and one call. */
export interface AppApi {
  readonly sdk: Sdk;
  readonly agent: TeamsCallAgent;
  /** Every incoming call, oldest first, ended ones included. */
  readonly incomingCalls: (TeamsIncomingCall & Pick<TeamsCall, 'callEndReason'>)[];
  /** The call that the test set last. */
  call: TeamsCall;
  readonly until: Until;
  /** @returns how many peer connections are open. */
  readonly openConnections: () => number;
}

export async function openAppPage({ sdkModule, token }: AppPageOptions): Promise<void> {
  const open = watchOpenMedia();
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
    // Each test sets it before it reads it.
    call: undefined as unknown as TeamsCall,
    until: untilWithin(15_000),
    openConnections: () => open.connections().length,
  };
  globalThis.testApi = api;
}
