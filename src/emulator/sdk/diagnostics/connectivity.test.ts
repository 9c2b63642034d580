import { beforeEach, expect, it, vi } from 'vitest';
import { Connectivity } from './connectivity.ts';
import type { Mesh } from '../media/mesh.ts';

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('addEventListener', () => {});
  vi.stubGlobal('removeEventListener', () => {});
});

const participantId = 'remote participant';

/** Starts a call with one connected participant. @returns functions that change the state of the media, and of the signalling */
function startCall() {
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
  return { setMedia, setSignalling: connectivity.setServiceConnected.bind(connectivity), onTimeout };
}
type Call = ReturnType<typeof startCall>;

const lossOfMedia = [
  ({ setMedia }: Call) => setMedia('disconnected'),
  ({ setMedia }: Call) => setMedia('failed'),
  ({ setMedia }: Call) => setMedia('connected'),
] as const;
// The signalling is reported as lost again after each failed attempt to reconnect.
const lossOfSignalling = [
  ({ setSignalling }: Call) => setSignalling(false),
  ({ setSignalling }: Call) => setSignalling(false),
  ({ setSignalling }: Call) => setSignalling(true),
] as const;

it.each([
  ['its connection', lossOfMedia, { code: 410, subCode: 3101 }],
  ['X9: its signalling, even if media still flows', lossOfSignalling, { code: 490, subCode: 4502 }],
])(
  'Connectivity ends a call 120 s after the loss of %s, but not if the loss is over in time',
  (_, loss, endCode) => {
    const [lose, loseAgain, restore] = loss;
    const call = startCall();
    lose(call);
    vi.advanceTimersByTime(110_000);
    restore(call);
    vi.advanceTimersByTime(200_000);
    lose(call);
    vi.advanceTimersByTime(25_000);
    loseAgain(call);
    vi.advanceTimersByTime(94_000);
    expect(call.onTimeout).not.toHaveBeenCalled();
    vi.advanceTimersByTime(2_000);
    expect(call.onTimeout).toHaveBeenCalledExactlyOnceWith(endCode);
  },
);
