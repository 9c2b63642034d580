import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Connectivity } from './connectivity.ts';
import type { Mesh } from '../media/mesh.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A call with one other participant, whose connection has the states that the test sets. */
function startCall() {
  const peer = { state: 'connected' as RTCPeerConnectionState };
  const giveUp = vi.fn();
  const connectivity = new Connectivity({ peers: new Map([['them', peer]]) } as unknown as Mesh, {
    connected: () => {},
    giveUp,
    disagree: () => {},
  });
  const setState = (state: RTCPeerConnectionState) => {
    peer.state = state;
    connectivity.update('them', state);
  };
  setState('connected');
  return { setState, giveUp };
}

it('gives up a call 120 s after its connection was lost, not after the browser called it failed', () => {
  const { setState, giveUp } = startCall();
  setState('disconnected');
  vi.advanceTimersByTime(25_000);
  setState('failed');
  vi.advanceTimersByTime(94_000);
  expect(giveUp).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(giveUp).toHaveBeenCalledExactlyOnceWith({ code: 410, subCode: 3101 });
});

it('keeps a call whose connection is back within 120 s', () => {
  const { setState, giveUp } = startCall();
  setState('disconnected');
  vi.advanceTimersByTime(110_000);
  setState('connected');
  vi.advanceTimersByTime(200_000);
  expect(giveUp).not.toHaveBeenCalled();
});
