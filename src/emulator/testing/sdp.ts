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
