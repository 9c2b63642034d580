import { sendFrame, type EndpointSocket } from '../endpoints/endpoint.ts';
import type { EmulatedNetwork } from '../network/emulatedNetwork.ts';

/** Sends a page the conditions that it applies itself, now and after every change. @returns a function that stops that. */
export function sendPageConditions(
  socket: EndpointSocket,
  network: EmulatedNetwork,
  oid: string,
): () => void {
  // A page without conditions gets no frame at the start.
  let sentText = '{}';
  const sendIfChanged = () => {
    const set = network.readPageConditions(oid);
    const text = JSON.stringify(set);
    if (text !== sentText) sendFrame(socket, { t: 'conditions', set });
    sentText = text;
  };
  sendIfChanged();
  return network.subscribe(sendIfChanged);
}
