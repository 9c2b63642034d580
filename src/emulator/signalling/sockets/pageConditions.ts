import { writeFrame } from '../endpoints/endpointRegistry.ts';
import type { EmulatedSocket } from './emulatedSocket.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';

/** Tells a page the conditions that it carries out by itself, now and whenever they change. @returns the end of it. */
export function sendPageConditions(line: EmulatedSocket, network: EmulatedNetwork, oid: string): () => void {
  let told = '{}';
  const tell = () => {
    const set = network.pageConditions(oid);
    const text = JSON.stringify(set);
    if (text !== told) writeFrame(line, { t: 'conditions', set });
    told = text;
  };
  tell();
  return network.watch(tell);
}
