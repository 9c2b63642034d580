import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Signal } from '../../wire/protocol.ts';

/** Addresses that are nobody's on the internet: loopback, link-local, private and shared ones. */
const nearby = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const) {
  nearby.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  nearby.addSubnet(network, prefix, 'ipv6');
}

/** A browser hides the address of its machine behind such a name until it may use the microphone. */
const mdnsName = /^[0-9a-f-]{1,60}\.local$/i;

function isThisMachine(address: string): boolean {
  return Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address));
}

/**
 * @returns whether a candidate names an address that a browser on this machine or in its network can have. To any other
 * one, each browser in the call would send packets for as long as the candidate's sender likes.
 */
export function isLocalCandidate(candidate: string): boolean {
  if (candidate === '') return true;
  const address = candidate.split(' ')[4]?.toLowerCase() ?? '';
  const family = isIP(address);
  if (family === 0) return mdnsName.test(address);
  return nearby.check(address, family === 4 ? 'ipv4' : 'ipv6') || isThisMachine(address);
}

/** @returns a signal without the candidates that fail the test; `null` when nothing is left. */
export function filterCandidates(signal: Signal, test: (candidate: string) => boolean): Signal | null {
  if ('candidate' in signal) return test(signal.candidate.candidate) ? signal : null;
  if (!('description' in signal)) return signal;
  const { type, sdp } = signal.description;
  const kept = sdp.replaceAll(/^a=(candidate:[^\r\n]*)\r\n/gm, (line, candidate: string) =>
    test(candidate) ? line : '',
  );
  return { description: { type, sdp: kept } };
}
