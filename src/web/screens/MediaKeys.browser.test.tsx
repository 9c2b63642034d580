import { afterEach, expect, it, vi } from 'vitest';
import { renderInCall, runAndRender } from '../fixtures/render.tsx';
import { camera } from '../features/camera/camera.ts';
import { MediaKeys } from './MediaKeys.tsx';

afterEach(() => vi.restoreAllMocks());

/** Records the handlers that the page sets. The browser shows its media controls only outside of the page. */
function recordHandlers() {
  const handlers = new Map<string, (() => void) | null>();
  vi.spyOn(navigator.mediaSession, 'setActionHandler').mockImplementation((action, handler) => {
    handlers.set(action, handler as (() => void) | null);
  });
  return handlers;
}

it('mutes, turns the camera on, and hangs up by media keys, and tells the browser whether the microphone is on', async () => {
  const handlers = recordHandlers();
  const setMicrophoneActive = vi.spyOn(navigator.mediaSession, 'setMicrophoneActive');
  const { call } = await renderInCall(<MediaKeys />, { features: [camera] });
  expect(setMicrophoneActive).toHaveBeenLastCalledWith(true);
  await runAndRender(() => handlers.get('togglemicrophone')?.());
  expect(call.isMuted).toBe(true);
  expect(setMicrophoneActive).toHaveBeenLastCalledWith(false);
  await runAndRender(() => handlers.get('togglecamera')?.());
  expect(call.isLocalVideoStarted).toBe(true);
  await runAndRender(() => handlers.get('hangup')?.());
  await expect.poll(() => call.state).toBe('Disconnected');
});

it('removes its handlers after the call', async () => {
  const handlers = recordHandlers();
  const { call } = await renderInCall(<MediaKeys />, { features: [camera] });
  await runAndRender(() => call.end({ code: 0, subCode: 0 }));
  expect([...handlers]).toEqual([
    ['togglemicrophone', null],
    ['togglecamera', null],
    ['hangup', null],
  ]);
});
