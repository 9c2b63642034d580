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

/** A call with one other participant, whose connection comes to the states that the test gives it. */
function call() {
  const peer = { state: 'connected' as RTCPeerConnectionState };
  const giveUp = vi.fn();
  const connectivity = new Connectivity({ peers: new Map([['them', peer]]) } as unknown as Mesh, {
    up: () => {},
    giveUp,
    disagree: () => {},
  });
  const become = (state: RTCPeerConnectionState) => {
    peer.state = state;
    connectivity.changed('them', state);
  };
  become('connected');
  return { become, giveUp };
}

it('gives a call up 120 s after its connection was lost, not after the browser called it failed', () => {
  const { become, giveUp } = call();
  become('disconnected');
  vi.advanceTimersByTime(25_000);
  become('failed');
  vi.advanceTimersByTime(94_000);
  expect(giveUp).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(giveUp).toHaveBeenCalledExactlyOnceWith({ code: 410, subCode: 3101 });
});

it('keeps a call whose connection is back in time', () => {
  const { become, giveUp } = call();
  become('disconnected');
  vi.advanceTimersByTime(110_000);
  become('connected');
  vi.advanceTimersByTime(200_000);
  expect(giveUp).not.toHaveBeenCalled();
});
