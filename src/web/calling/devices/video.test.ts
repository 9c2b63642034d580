import type { LocalVideoStream } from '@azure/communication-calling';
import { expect, it, vi } from 'vitest';
import type { Sdk } from '../sdk/sdk.ts';
import { attachVideo } from './video.ts';

it.each([
  ['ScreenSharing', 'Fit'],
  ['Video', 'Crop'],
])('a stream of the type %s is drawn with the scaling mode %s', async (mediaStreamType, scalingMode) => {
  const createView = vi.fn(async () => ({ target: null }));
  const sdk = {
    VideoStreamRenderer: class {
      createView = createView;
    },
  } as unknown as Sdk;
  const element = { replaceChildren: vi.fn() } as unknown as HTMLElement;
  const stream = { mediaStreamType } as LocalVideoStream;
  expect(await attachVideo(sdk, stream, element, { mirrored: false }).done).toBe('shown');
  expect(createView).toHaveBeenCalledWith({ isMirrored: false, scalingMode });
});
