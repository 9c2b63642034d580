import { writeFrame, type EventSocket } from '../endpoints/endpoint.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';

/**
 * Sends a page the conditions that it applies itself, now and after every change.
 * @returns the function that stops it.
 */
export function sendPageConditions(socket: EventSocket, network: EmulatedNetwork, oid: string): () => void {
  let sent = '{}';
  const sendChange = () => {
    const set = network.pageConditions(oid);
    const text = JSON.stringify(set);
    if (text !== sent) writeFrame(socket, { t: 'conditions', set });
    sent = text;
  };
  sendChange();
  return network.watch(sendChange);
}
