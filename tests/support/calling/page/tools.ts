import type { RemoteVideoStream, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import type { Sdk } from './sdk.ts';

type Truthy<T> = Exclude<NonNullable<T>, false>;

/** Waits until a test returns something truthy. @returns it. @throws when it has not within the time limit. */
export type Until = <T>(this: void, test: () => T, timeoutMs?: number) => Promise<Truthy<Awaited<T>>>;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function untilWithin(defaultTimeoutMs: number): Until {
  return async (test, timeoutMs = defaultTimeoutMs) => {
    const end = Date.now() + timeoutMs;
    for (;;) {
      const found = await test();
      if (found) return found as Truthy<typeof found>;
      if (Date.now() > end) throw new Error(`Did not happen within ${timeoutMs} ms: ${String(test)}`);
      await pause(10);
    }
  };
}

/** @returns the incoming calls of an agent, oldest first. An incoming call that ends is removed. */
export function incomingCallsOf(agent: TeamsCallAgent): TeamsIncomingCall[] {
  const ringing: TeamsIncomingCall[] = [];
  agent.on('incomingCall', ({ incomingCall }) => {
    ringing.push(incomingCall);
    incomingCall.on('callEnded', () => {
      const index = ringing.indexOf(incomingCall);
      if (index !== -1) ringing.splice(index, 1);
    });
  });
  return ringing;
}

/** Renders a stream. @returns true once several frames were drawn. @throws when they were not in time. */
export async function isMoving(sdk: Sdk, until: Until, stream: RemoteVideoStream): Promise<boolean> {
  const renderer = new sdk.VideoStreamRenderer(stream);
  const view = await renderer.createView({ scalingMode: 'Crop' });
  document.body.append(view.target);
  const video = await until(() => view.target.querySelector('video'));
  let frames = 0;
  const countFrame = () => {
    frames += 1;
    video.requestVideoFrameCallback(countFrame);
  };
  video.requestVideoFrameCallback(countFrame);
  try {
    await until(() => frames > 3);
    return true;
  } finally {
    renderer.dispose();
    view.target.remove();
  }
}

/** @returns the SDK's `code/subCode` when `act` was refused, or `silent` when it was not. */
export async function refusal(act: () => unknown): Promise<string> {
  try {
    await act();
    return 'silent';
  } catch (error) {
    const { code, subCode } = error as { code?: number; subCode?: number };
    return `${code}/${subCode}`;
  }
}
