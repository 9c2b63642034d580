import type { RemoteVideoStream, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import type { CommunicationTokenCredential } from '@azure/communication-common';
import type { Sdk } from './sdk.ts';

type Truthy<T> = Exclude<NonNullable<T>, false>;

/** Polls a condition until it returns something truthy. @returns that value. @throws when the time limit passes first. */
export type WaitUntil = <T>(
  this: void,
  condition: () => T,
  timeoutMs?: number,
) => Promise<Truthy<Awaited<T>>>;

export const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs));

/** @param defaultTimeoutMs the time limit of calls that name none. */
export function createWaitUntil(defaultTimeoutMs: number): WaitUntil {
  return async (condition, timeoutMs = defaultTimeoutMs) => {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const value = await condition();
      if (value) return value as Truthy<typeof value>;
      if (Date.now() > deadline)
        throw new Error(`Did not happen within ${timeoutMs} ms: ${String(condition)}`);
      await pause(10);
    }
  };
}

/** Compares two values as JSON. @throws Error that contains both values if they differ. */
export function expectEqual<T>(actual: T, expected: T): void {
  const [actualText, expectedText] = [actual, expected].map((value) => JSON.stringify(value));
  if (actualText !== expectedText) throw new Error(`Expected ${expectedText}, but got ${actualText}.`);
}

export const createCredential = (readToken: () => string): CommunicationTokenCredential => ({
  getToken: async () => ({ token: readToken(), expiresOnTimestamp: Date.now() + 3_600_000 }),
  dispose: () => undefined,
});

/** @returns the calls that ring at an agent, oldest first. The array is kept up to date when a call arrives or ends. */
export function trackIncomingCalls(agent: TeamsCallAgent): TeamsIncomingCall[] {
  const incomingCalls: TeamsIncomingCall[] = [];
  agent.on('incomingCall', ({ incomingCall }) => {
    incomingCalls.push(incomingCall);
    incomingCall.on('callEnded', () => {
      const index = incomingCalls.indexOf(incomingCall);
      if (index !== -1) incomingCalls.splice(index, 1);
    });
  });
  return incomingCalls;
}

/** Renders a stream. @returns true once several frames were drawn. @throws when the time limit passes first. */
export async function waitUntilMoving(sdk: Sdk, waitUntil: WaitUntil, stream: RemoteVideoStream) {
  const renderer = new sdk.VideoStreamRenderer(stream);
  const view = await renderer.createView({ scalingMode: 'Crop' });
  document.body.append(view.target);
  const video = await waitUntil(() => view.target.querySelector('video'));
  let frameCount = 0;
  const countFrame = () => {
    frameCount += 1;
    video.requestVideoFrameCallback(countFrame);
  };
  video.requestVideoFrameCallback(countFrame);
  try {
    await waitUntil(() => frameCount > 3);
    return true;
  } finally {
    renderer.dispose();
    view.target.remove();
  }
}

/** Runs an action that the SDK may refuse. @returns `code/subCode` of its error, or `no error`. */
export async function catchErrorCode(action: () => unknown): Promise<string> {
  try {
    await action();
    return 'no error';
  } catch (error) {
    const { code, subCode } = error as { code?: number; subCode?: number };
    return `${code}/${subCode}`;
  }
}

declare global {
  /** The object that a test's functions get when they run in this page. */
  var testApi: object;
}
