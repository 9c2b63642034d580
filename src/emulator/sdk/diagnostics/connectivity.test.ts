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
  const onTimeout = vi.fn();
  const connectivity = new Connectivity({ peers: new Map([[participantId, peer]]) } as unknown as Mesh, {
    onConnected: () => {},
    onTimeout,
    onNegotiationFailed: () => {},
  });
  const setState = (state: RTCPeerConnectionState) => {
    peer.state = state;
    connectivity.update(participantId, state);
  };
  setState('connected');
  return { connectivity, setState, onTimeout };
}

it('Connectivity ends a call 120 s after its connection was lost, not 120 s after the state `failed`', () => {
  const { setState, onTimeout } = startCall();
  setState('disconnected');
  vi.advanceTimersByTime(25_000);
  setState('failed');
  vi.advanceTimersByTime(94_000);
  expect(onTimeout).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(onTimeout).toHaveBeenCalledExactlyOnceWith({ code: 410, subCode: 3101 });
});

it('Connectivity does not end a call whose connection is back within 120 s', () => {
  const { setState, onTimeout } = startCall();
  setState('disconnected');
  vi.advanceTimersByTime(110_000);
  setState('connected');
  vi.advanceTimersByTime(200_000);
  expect(onTimeout).not.toHaveBeenCalled();
});

it('X9: Connectivity ends a call that has been without signalling for 120 s, even if media still flows', () => {
  const { connectivity, onTimeout } = startCall();
  connectivity.setServiceConnected(false);
  vi.advanceTimersByTime(60_000);
  // Each failed attempt to reconnect reports the loss again.
  connectivity.setServiceConnected(false);
  vi.advanceTimersByTime(59_000);
  expect(onTimeout).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(onTimeout).toHaveBeenCalledExactlyOnceWith({ code: 490, subCode: 4502 });
});

it('X9: Connectivity does not end a call whose signalling is back within 120 s', () => {
  const { connectivity, onTimeout } = startCall();
  connectivity.setServiceConnected(false);
  vi.advanceTimersByTime(110_000);
  connectivity.setServiceConnected(true);
  vi.advanceTimersByTime(200_000);
  expect(onTimeout).not.toHaveBeenCalled();
});
