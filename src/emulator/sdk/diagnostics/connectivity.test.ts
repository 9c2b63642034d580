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

/** Starts a call with one remote participant. The test sets the state of the peer connection. */
function startCall() {
  const participantId = 'remote participant';
  const peer = { state: 'connected' as RTCPeerConnectionState };
  const onMediaTimeout = vi.fn();
  const connectivity = new Connectivity({ peers: new Map([[participantId, peer]]) } as unknown as Mesh, {
    onConnected: () => {},
    onMediaTimeout,
    onNegotiationFailed: () => {},
  });
  const setState = (state: RTCPeerConnectionState) => {
    peer.state = state;
    connectivity.update(participantId, state);
  };
  setState('connected');
  return { setState, onMediaTimeout };
}

it('Connectivity ends a call 120 s after its connection was lost, not 120 s after the state `failed`', () => {
  const { setState, onMediaTimeout } = startCall();
  setState('disconnected');
  vi.advanceTimersByTime(25_000);
  setState('failed');
  vi.advanceTimersByTime(94_000);
  expect(onMediaTimeout).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(onMediaTimeout).toHaveBeenCalledExactlyOnceWith({ code: 410, subCode: 3101 });
});

it('Connectivity does not end a call whose connection is back within 120 s', () => {
  const { setState, onMediaTimeout } = startCall();
  setState('disconnected');
  vi.advanceTimersByTime(110_000);
  setState('connected');
  vi.advanceTimersByTime(200_000);
  expect(onMediaTimeout).not.toHaveBeenCalled();
});
