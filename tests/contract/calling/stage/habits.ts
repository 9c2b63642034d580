import type { RemoteVideoStream, TeamsCallAgent, TeamsIncomingCall } from '@azure/communication-calling';
import type { Sdk, Stage } from './stage.ts';

/** @param patience in milliseconds. */
export function waiting(patience: number): Stage['until'] {
  return async (test) => {
    const end = Date.now() + patience;
    for (;;) {
      const found = test();
      if (found) return found;
      if (Date.now() > end) throw new Error(`It never came to be: ${String(test)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
}

/** @returns the calls that ring at an agent, oldest first; one that ends is none any more. */
export function ringsOf(agent: TeamsCallAgent): TeamsIncomingCall[] {
  const rings: TeamsIncomingCall[] = [];
  agent.on('incomingCall', ({ incomingCall: ring }) => {
    rings.push(ring);
    ring.on('callEnded', () => {
      const at = rings.indexOf(ring);
      if (at !== -1) rings.splice(at, 1);
    });
  });
  return rings;
}

/** @returns whether several frames of a stream were drawn. */
export async function moves(sdk: Sdk, until: Stage['until'], stream: RemoteVideoStream): Promise<boolean> {
  const renderer = new sdk.VideoStreamRenderer(stream);
  const view = await renderer.createView({ scalingMode: 'Crop' });
  document.body.append(view.target);
  const video = await until(() => view.target.querySelector('video'));
  let drawn = 0;
  const draw = () => {
    drawn += 1;
    video.requestVideoFrameCallback(draw);
  };
  video.requestVideoFrameCallback(draw);
  try {
    await until(() => drawn > 3);
    return true;
  } finally {
    renderer.dispose();
    view.target.remove();
  }
}

/** @returns `code/subCode` of what was thrown, or `silent`. */
export async function refusal(act: () => unknown): Promise<string> {
  try {
    await act();
    return 'silent';
  } catch (error) {
    const { code, subCode } = error as { code?: number; subCode?: number };
    return `${code}/${subCode}`;
  }
}
