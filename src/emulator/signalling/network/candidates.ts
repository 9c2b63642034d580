import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Signal } from '../../wire/protocol.ts';

/** The addresses that are not on the internet: loopback, link-local, private and shared (RFC 6598) addresses. */
const localAddresses = new BlockList();
for (const [network, prefix, family] of [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const)
  localAddresses.addSubnet(network, prefix, family);

/** Matches names such as `<UUID>.local`. Until a page may use the microphone, its browser shows them instead of the address. */
const mdnsName = /^[0-9a-f-]{1,60}\.local$/i;

function isThisMachine(address: string): boolean {
  const interfaces = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return interfaces.some((networkInterface) => networkInterface.address === address);
}

/**
 * Tells whether an ICE candidate has an address of this machine or its network. With any other address, a participant could
 * make every browser in the call send packets to a foreign host.
 */
export function isLocalCandidate(candidate: string): boolean {
  // The empty text says that no more candidates follow.
  if (candidate === '') return true;
  // `candidate:<foundation> <component> <transport> <priority> <address> …`
  const address = candidate.split(' ')[4]?.toLowerCase() ?? '';
  const family = isIP(address);
  if (family === 0) return mdnsName.test(address);
  return localAddresses.check(address, family === 4 ? 'ipv4' : 'ipv6') || isThisMachine(address);
}

/** Removes from a signal the candidates that `isAccepted` rejects. @returns `null` if the signal is itself such a candidate. */
export function filterCandidates(signal: Signal, isAccepted: (candidate: string) => boolean): Signal | null {
  if ('candidate' in signal) return isAccepted(signal.candidate.candidate) ? signal : null;
  if (!('description' in signal)) return signal;
  const { type, sdp } = signal.description;
  const filteredSdp = sdp.replaceAll(/^a=(candidate:[^\r\n]*)\r\n/gm, (line, candidate: string) =>
    isAccepted(candidate) ? line : '',
  );
  return { description: { type, sdp: filteredSdp } };
}
