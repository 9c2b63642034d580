import type { Trace, TraceEntry } from '../../core/recorder/traceFormat.ts';
import type { Difference } from './compareTraces.ts';

const maxCauses = 6;
/** Differences below these values come by chance. */
const minLossShare = 0.02;
const minRoundTripMs = 100;

/** The end codes that say why a call did not come about, and whose numbers few people know. */
const endMeanings: Readonly<Record<string, string>> = {
  '603/0': 'declined',
  '487/0': 'cancelled by the caller',
  '487/10004': 'not answered',
  '487/10024': 'declined by all',
  '486/0': 'busy',
  '480/10037': 'the callee has no open page',
  '410/3111': 'media negotiation failed',
  '410/301004': 'media never connected',
  '410/3101': 'media was lost',
  '490/4502': 'the network was lost',
};
const qualities: Readonly<Record<string, string>> = { 1: 'Good', 2: 'Poor', 3: 'Bad' };

interface Cause {
  readonly at: number;
  readonly text: string;
}

/**
 * Says in sentences what probably made a run differ from a good one: refusals, failed calls, ends of calls, diagnostics, conditions
 * that a test has set, and packets that got lost.
 * @returns the sentences, in the order in which it happened
 */
export function findCauses(trace: Trace, good: Trace, differences: readonly Difference[]): string[] {
  const names = new Map(trace.lanes.map(({ id, name }) => [id, name]));
  const nameOf = ({ lane }: TraceEntry) => names.get(lane) ?? lane;
  const causes = differences.flatMap(({ entry }): Cause[] => {
    const text = entry && describeCause(entry, nameOf(entry));
    return entry && text !== undefined ? [{ at: entry.at, text }] : [];
  });
  const sorted = [...causes, ...compareNetworks(trace, good)].sort((a, b) => a.at - b.at);
  // A diagnostic that became Poor and then Bad is one cause, which began when it became Poor.
  const latest = new Map(sorted.map(({ text }) => [text.replace(/ became \w+\.$/, ''), text]));
  return [...latest.values()].slice(0, maxCauses);
}

/** @returns `undefined` for an entry that is rather an effect. */
function describeCause(entry: TraceEntry, who: string): string | undefined {
  const { kind, name, detail = '', way, data } = entry;
  const status = kind === 'http' || kind === 'control' ? Number(/\d+$/.exec(detail)?.[0]) : 0;
  if (status >= 400) {
    const code = findField(data, 'answer', ['error', 'code']) ?? findField(data, 'answer', ['error']);
    return `${who}: ${name} was answered with ${status}${typeof code === 'string' ? ` ${code}` : ''}.`;
  }
  if (kind === 'call' && detail.startsWith('failed')) return `${who}: ${name} ${detail}.`;
  if (kind === 'control' && name === 'POST /emulator/conditions')
    return `The test set conditions: ${JSON.stringify(findField(data, 'request', []))}.`;
  if (kind === 'event' && name.endsWith('.diagnosticChanged')) {
    const [diagnostic = '', value = ''] = detail.split(' ');
    return value === '1' || value === 'false'
      ? undefined
      : `${who}: the diagnostic ${diagnostic} became ${qualities[value] ?? value}.`;
  }
  const isEnd = kind === 'frame' && way === 'down' && (name === 'ended' || name === 'left');
  if (!isEnd || detail.startsWith('0/')) return undefined;
  const meaning = endMeanings[detail];
  return `${who}: the call ended with ${detail}${meaning === undefined ? '' : `, ${meaning}`}.`;
}

/** @returns what an entry's message has at a path. */
function findField(data: unknown, key: string, path: readonly string[]): unknown {
  let value = data;
  for (const step of [key, ...path]) value = (value as Readonly<Record<string, unknown>> | undefined)?.[step];
  return value;
}

/** What the statistics of a person's page say about its network. */
interface Network {
  lost: number;
  arrived: number;
  readonly roundTripsMs: number[];
  /** When the first packet got lost. */
  lostAt: number;
}

function* compareNetworks(trace: Trace, good: Trace): Generator<Cause> {
  const goodNetworks = readNetworks(good);
  for (const [name, network] of readNetworks(trace)) {
    const goodNetwork = goodNetworks.get(name);
    const [share, goodShare] = [network, goodNetwork].map(computeLossShare);
    if (share !== undefined && share >= (goodShare ?? 0) + minLossShare)
      yield {
        at: network.lostAt,
        text: `${name} lost ${formatPercent(share)} of the packets on the way to this page (good run: ${formatPercent(goodShare)}).`,
      };
    const [roundTrip = 0, goodRoundTrip = 0] = [network, goodNetwork].map(computeRoundTrip);
    if (roundTrip >= goodRoundTrip + minRoundTripMs)
      yield {
        at: network.lostAt,
        text: `${name}: packets took ${Math.round(roundTrip)} ms to the other side and back (good run: ${Math.round(goodRoundTrip)} ms).`,
      };
  }
}

const formatPercent = (share = 0): string => `${(share * 100).toFixed(1)} %`;
const computeLossShare = (network: Network | undefined): number | undefined =>
  network && network.lost / Math.max(1, network.lost + network.arrived);
const computeRoundTrip = (network: Network | undefined): number =>
  (network?.roundTripsMs ?? []).reduce((sum, ms) => sum + ms, 0) /
  Math.max(1, network?.roundTripsMs.length ?? 0);

/** Adds up the statistics of each lane. `sdk/recorder/statistics.ts` has written them. */
function readNetworks({ entries, lanes }: Trace): Map<string, Network> {
  const names = new Map(lanes.map(({ id, name }) => [id, name]));
  const networks = new Map<string, Network>();
  for (const { kind, lane, at, data } of entries) {
    const peers = kind === 'stats' ? (data as { peers?: unknown } | undefined)?.peers : undefined;
    if (!Array.isArray(peers)) continue;
    const name = names.get(lane) ?? lane;
    const network = networks.get(name) ?? { lost: 0, arrived: 0, roundTripsMs: [], lostAt: at };
    networks.set(name, network);
    for (const { received = {}, roundTripMs } of peers as readonly PeerStatistics[]) {
      if (typeof roundTripMs === 'number') network.roundTripsMs.push(roundTripMs);
      for (const { lost = 0, packets = 0 } of Object.values(received)) {
        if (network.lost === 0 && lost > 0) network.lostAt = at;
        network.lost += lost;
        network.arrived += packets;
      }
    }
  }
  return networks;
}

interface PeerStatistics {
  readonly roundTripMs?: number;
  readonly received?: Readonly<Record<string, { readonly lost?: number; readonly packets?: number }>>;
}
