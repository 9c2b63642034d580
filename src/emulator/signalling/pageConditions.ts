import { write } from './endpoints.ts';
import type { Line } from './line.ts';
import type { Network } from './network.ts';

/** Tells a page the conditions that it carries out by itself, now and whenever they change. @returns the end of it. */
export function followConditions(line: Line, network: Network, oid: string): () => void {
  let told = '{}';
  const tell = () => {
    const set = network.page(oid);
    const text = JSON.stringify(set);
    if (text !== told) write(line, { t: 'conditions', set });
    told = text;
  };
  tell();
  return network.watch(tell);
}
