import { expect, test } from 'vitest';
import { createSdp, describeCandidate } from '../testing/sdp.ts';
import { isLocalCandidate } from '../signalling/network/candidates.ts';
import { isCandidate, isSessionDescription } from './sdp.ts';

const repeat = <T>(count: number, item: T): T[] => Array.from({ length: count }, () => item);

test('E6: a description with more than 16 media sections or 100 candidates is refused', () => {
  const section = 'm=video 9 UDP/TLS/RTP/SAVPF 96';
  // `createSdp` adds the lines to a description that has one section already.
  expect(isSessionDescription(createSdp(...repeat(15, section)))).toBe(true);
  expect(isSessionDescription(createSdp(...repeat(16, section)))).toBe(false);
  const line = `a=${describeCandidate('192.168.2.1')}`;
  expect(isSessionDescription(createSdp(...repeat(100, line)))).toBe(true);
  expect(isSessionDescription(createSdp(...repeat(101, line)))).toBe(false);
});

const sdp = createSdp('a=mid:0');

test.each([
  ['no session part', sdp.slice(sdp.indexOf('m='))],
  ['bare line feeds', sdp.replaceAll('\r\n', '\n')],
  ['no fingerprint', sdp.replace(/a=fingerprint.*\r\n/, '')],
  ['a line without a type', sdp.replace('s=-', 'hello')],
  ['a null character', sdp.replace('s=-', 's=\0')],
  ['an unknown medium', createSdp('m=message 9 TCP/MSRP *')],
  ['a medium alone', createSdp('m=video')],
  ['an empty candidate', createSdp('a=candidate:')],
  ['a candidate without a type', createSdp('a=candidate:1 1 udp 2122 192.168.2.1 5000')],
  ['a long address', createSdp(`a=${describeCandidate('x'.repeat(300))}`)],
])('E6: a description with %s is refused', (_, invalidSdp) => {
  expect(isSessionDescription(sdp)).toBe(true);
  expect(isSessionDescription(invalidSdp)).toBe(false);
});

test.each([
  ['127.0.0.1', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.7', true],
  ['100.64.0.1', true],
  ['8.8.8.8', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['::1', true],
  ['fe80::1', true],
  ['fd00::7', true],
  ['2001:db8::1', false],
  ['::ffff:8.8.8.8', false],
  ['6f6b1f0e-3d0e-4a3b-9d0b-0c2b6b7a1a11.local', true],
  ['printer.local', false],
  ['example.local.', false],
])('E6: for a candidate with the address %s, isLocalCandidate returns %s', (address, isLocal) => {
  expect(isCandidate(describeCandidate(address))).toBe(true);
  expect(isLocalCandidate(describeCandidate(address))).toBe(isLocal);
});
