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
  const setMedia = (state: RTCPeerConnectionState) => {
    peer.state = state;
    connectivity.update(participantId, state);
  };
  setMedia('connected');
  const setSignalling = (isConnected: boolean) => connectivity.setServiceConnected(isConnected);
  return { setMedia, setSignalling, onTimeout };
}
type Call = ReturnType<typeof startCall>;

// The signalling is reported as lost again after each failed attempt to reconnect.
it.each([
  ['its connection was lost', 'disconnected', 'failed', { code: 410, subCode: 3101 }],
  ['X9: its signalling was lost, even if media still flows', false, false, { code: 490, subCode: 4502 }],
])('Connectivity ends a call 120 s after %s', (_loss, loss, laterReport, endCode) => {
  const call = startCall();
  report(call, loss);
  vi.advanceTimersByTime(25_000);
  report(call, laterReport);
  vi.advanceTimersByTime(94_000);
  expect(call.onTimeout).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(call.onTimeout).toHaveBeenCalledExactlyOnceWith(endCode);
});

it.each([
  ['connection', 'disconnected', 'connected'],
  ['signalling (X9)', false, true],
])('Connectivity does not end a call whose %s is back within 120 s', (_subject, loss, recovery) => {
  const call = startCall();
  report(call, loss);
  vi.advanceTimersByTime(110_000);
  report(call, recovery);
  vi.advanceTimersByTime(200_000);
  expect(call.onTimeout).not.toHaveBeenCalled();
});

/** @param state the state of the media connection, or whether the signalling is connected. */
function report({ setMedia, setSignalling }: Call, state: string | boolean): void {
  if (typeof state === 'boolean') setSignalling(state);
  else setMedia(state as RTCPeerConnectionState);
}
