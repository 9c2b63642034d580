import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Signal } from '../../wire/protocol.ts';

/** Addresses that are not on the internet: loopback, link-local, private and shared. */
const localAddresses = new BlockList();
for (const [network, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const) {
  localAddresses.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  localAddresses.addSubnet(network, prefix, 'ipv6');
}

/** A browser replaces its machine's address by such a name until the page may use the microphone. */
const mdnsName = /^[0-9a-f-]{1,60}\.local$/i;

function isThisMachine(address: string): boolean {
  return Object.values(networkInterfaces()).some((all) => all?.some((one) => one.address === address));
}

/**
 * Tells whether a candidate names an address of this machine or its network. Candidates with other addresses are not
 * relayed: they would make every browser in the call send packets to a host of the sender's choice.
 */
export function isLocalCandidate(candidate: string): boolean {
  if (candidate === '') return true;
  const address = candidate.split(' ')[4]?.toLowerCase() ?? '';
  const family = isIP(address);
  if (family === 0) return mdnsName.test(address);
  return localAddresses.check(address, family === 4 ? 'ipv4' : 'ipv6') || isThisMachine(address);
}

/** @returns the signal without the candidates that fail the test; `null` when nothing is left of it. */
export function filterCandidates(signal: Signal, test: (candidate: string) => boolean): Signal | null {
  if ('candidate' in signal) return test(signal.candidate.candidate) ? signal : null;
  if (!('description' in signal)) return signal;
  const { type, sdp } = signal.description;
  const filtered = sdp.replaceAll(/^a=(candidate:[^\r\n]*)\r\n/gm, (line, candidate: string) =>
    test(candidate) ? line : '',
  );
  return { description: { type, sdp: filtered } };
}
