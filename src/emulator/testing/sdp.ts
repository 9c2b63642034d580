import type { Signal } from '../wire/protocol.ts';

/** Makes the smallest session description that the signalling server accepts, and adds further lines to it. */
export const createSdp = (...lines: readonly string[]): string =>
  [
    'v=0',
    'o=- 1 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111',
    'a=ice-ufrag:abcd',
    'a=ice-pwd:0123456789abcdef01234567',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, () => 'AB').join(':')}`,
    ...lines,
    '',
  ].join('\r\n');

/** An offer of the largest size that the server accepts. */
export const largestOffer: Signal = {
  description: {
    type: 'offer',
    sdp: createSdp(...Array.from({ length: 55 }, () => `a=x:${'x'.repeat(1_000)}`)),
  },
};

/** Makes an ICE candidate with this address. */
export const describeCandidate = (address: string): string =>
  `candidate:1 1 udp 2122 ${address} 5000 typ host`;

/** Makes the signal that contains this candidate. */
export const createCandidate = (address: string): Signal => ({
  candidate: {
    candidate: describeCandidate(address),
    sdpMid: '0',
    sdpMLineIndex: 0,
    usernameFragment: null,
  },
});
