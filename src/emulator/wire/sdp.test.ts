import { expect, test } from 'vitest';
import { sdpWith } from '../testing/sdp.ts';
import { isLocalCandidate, filterCandidates } from '../signalling/network/candidates.ts';
import { candidate, sessionDescription } from './sdp.ts';

const at = (address: string, rest = 'typ host') => `candidate:1 1 udp 2122 ${address} 5000 ${rest}`;
const times = <T>(n: number, one: T): T[] => Array.from({ length: n }, () => one);

test('E6: the number of sections and candidates of a description is limited', () => {
  const section = 'm=video 9 UDP/TLS/RTP/SAVPF 96';
  // The smallest description has one section.
  expect(sessionDescription(sdpWith(...times(15, section)))).toBe(true);
  expect(sessionDescription(sdpWith(...times(16, section)))).toBe(false);
  expect(sessionDescription(sdpWith(...times(1_000, section)))).toBe(false);
  const line = `a=${at('192.168.2.1')}`;
  expect(sessionDescription(sdpWith(...times(100, line)))).toBe(true);
  expect(sessionDescription(sdpWith(...times(101, line)))).toBe(false);
});

test.each([
  'm=message 9 TCP/MSRP *',
  'm=video',
  'a=candidate:',
  'a=candidate:1 1 udp 2122 192.168.2.1 5000',
  `a=candidate:1 1 udp 2122 ${'x'.repeat(300)} 5000 typ host`,
])('E6: a description with the line %s is refused', (line) => {
  expect(sessionDescription(sdpWith(line))).toBe(false);
});

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['192.168.1.7', true],
  ['100.64.0.1', true],
  ['8.8.8.8', false],
  ['203.0.113.5', false],
  ['0.0.0.0', false],
  ['224.0.0.1', false],
  ['::1', true],
  ['fe80::1', true],
  ['fd00::7', true],
  ['2001:db8::1', false],
  ['::ffff:8.8.8.8', false],
  ['6f6b1f0e-3d0e-4a3b-9d0b-0c2b6b7a1a11.local', true],
  ['victim.example', false],
  ['printer.local', false],
  ['example.local.', false],
])('E6: a candidate at %s gets through: %s', (address, local) => {
  expect(candidate(at(address))).toBe(true);
  expect(isLocalCandidate(at(address))).toBe(local);
});

test('E6: candidates on the internet are removed from a description, and the rest stays', () => {
  const [near, far] = [`a=${at('192.168.2.1')}`, `a=${at('198.51.100.7', 'typ srflx')}`];
  const description = (...lines: string[]) =>
    ({ description: { type: 'offer', sdp: sdpWith(...lines) } }) as const;
  expect(filterCandidates(description(far, near, far), isLocalCandidate)).toEqual(description(near));
  expect(filterCandidates({ ask: 'restart' }, isLocalCandidate)).toEqual({ ask: 'restart' });
});
