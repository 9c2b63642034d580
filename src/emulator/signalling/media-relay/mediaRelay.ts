import type { ConditionStore } from '../../core/conditionStore.ts';
import { readImpairments, type Impairments, type Network } from '../../wire/network.ts';
import type { Signal } from '../../wire/protocol.ts';
import { toOid } from '../../wire/rawIds.ts';
import { findUserFragment, withOnlyCandidate } from '../../wire/sdp.ts';
import { Link } from './link.ts';
import { Path } from './path.ts';
import { TimerWheel } from './timerWheel.ts';

/** A page. `reachedAt` is the address of this machine at which it has reached the server. */
interface ReachingPage {
  readonly reachedAt?: string;
}

/** A participant of a call, as far as the relay is concerned. */
interface Party {
  readonly id: string;
  readonly rawId: string;
  /** Set for a bot, whose answers stay in a page, so that the relay does not see them. */
  readonly botMedia: unknown;
  /** The page in the call; `undefined` until it answers. */
  readonly endpoint: ReachingPage | undefined;
  readonly ringingEndpoints: ReadonlySet<ReachingPage>;
}

/** A signal as it is to be delivered. */
export interface RoutedSignal {
  readonly signal: Signal;
  /** For an offer: the only candidate that its answer may have. The server itself sets it, unless a bot in a page answers. */
  readonly answerCandidate?: string;
}

type Deliver = (routed: RoutedSignal) => void;

/**
 * The network laboratory: leads the media of two people through sockets of this process, as soon as one of them has a condition
 * `network`. Otherwise, it changes nothing, and media goes directly from page to page.
 */
export class MediaRelay {
  private readonly conditions: ConditionStore;
  private readonly wheel = new TimerWheel();
  /** The present path of each pair of participants, by their participant ids. */
  private readonly paths = new Map<string, Path>();
  private readonly openPaths = new Set<Path>();
  /** The pairs that have agreed on a direct path, and those that were told to give it up. */
  private readonly directPairs = new Set<string>();
  private readonly reconnecting = new Set<string>();
  /** Both directions of each person's network, by object id. A person in several calls has one network. */
  private readonly links = new Map<string, { readonly from: Link; readonly to: Link }>();

  constructor(conditions: ConditionStore) {
    this.conditions = conditions;
  }

  /** Tells whether two participants have agreed on a direct path, although their media now has to go through the relay. */
  needsReconnect(first: Party, second: Party): boolean {
    const key = createKey(first, second);
    const isDirect = this.directPairs.has(key) || (first.botMedia ?? second.botMedia) !== undefined;
    return isDirect && !this.reconnecting.has(key) && !this.paths.has(key) && this.hasNetwork(first, second);
  }

  /** Called when the pages of two participants are told to make a new peer connection. */
  expectReconnect(first: Party, second: Party): void {
    this.reconnecting.add(createKey(first, second));
  }

  /** Delivers a signal, at once or when the sockets of its path are open. In it, the path's candidate replaces the sender's. */
  route(sender: Party, receiver: Party, signal: Signal, deliver: Deliver): void {
    const description = 'description' in signal ? signal.description : undefined;
    if (description?.type === 'offer') this.choosePath(sender, receiver, description.sdp);
    const key = createKey(sender, receiver);
    const path = this.paths.get(key);
    if (!path) {
      if (description?.type === 'answer') this.directPairs.add(key);
      return deliver({ signal });
    }
    path.whenReady(() => {
      // Each page knows only the relay's candidate, which comes with the description.
      if ('candidate' in signal) return;
      if (!description) return deliver({ signal });
      const { type, sdp } = description;
      const [candidate, answerCandidate] =
        type === 'offer'
          ? [path.describeCandidate('answerer'), path.describeCandidate('offerer')]
          : [path.describeCandidate('offerer')];
      const routed = { description: { type, sdp: withOnlyCandidate(sdp, candidate) } };
      deliver({ signal: routed, ...(answerCandidate !== undefined && { answerCandidate }) });
    });
  }

  close(): void {
    for (const path of Array.from(this.openPaths)) path.close();
    this.wheel.stop();
  }

  private hasNetwork(first: Party, second: Party): boolean {
    return (this.readNetwork(first.rawId) ?? this.readNetwork(second.rawId)) !== undefined;
  }

  private readNetwork(rawId: string): Network | undefined {
    return this.conditions.read(toOid(rawId)).network;
  }

  /** An offer with which ICE starts or restarts decides whether the media is relayed. Other offers change nothing. */
  private choosePath(offerer: Party, answerer: Party, sdp: string): void {
    const key = createKey(offerer, answerer);
    const userFragment = findUserFragment(sdp);
    if (userFragment === undefined || this.paths.get(key)?.userFragment === userFragment) return;
    // The former path carries media until the browsers have checked the new one. Then it is idle, and closes.
    this.paths.delete(key);
    this.directPairs.delete(key);
    this.reconnecting.delete(key);
    if (!this.hasNetwork(offerer, answerer)) return;
    const [offererLinks, answererLinks] = [this.findLinks(offerer), this.findLinks(answerer)];
    const path: Path = new Path(
      userFragment,
      { offerer: findReachedAddress(offerer), answerer: findReachedAddress(answerer) },
      (from, byteLength, deliver) => {
        const [sender, receiver] =
          from === 'offerer' ? [offererLinks, answererLinks] : [answererLinks, offererLinks];
        sender.from.pass(byteLength, () => receiver.to.pass(byteLength, deliver));
      },
      () => {
        this.openPaths.delete(path);
        if (this.paths.get(key) === path) this.paths.delete(key);
      },
    );
    this.paths.set(key, path);
    this.openPaths.add(path);
  }

  private findLinks({ rawId }: Party) {
    const oid = toOid(rawId);
    const known = this.links.get(oid);
    if (known) return known;
    const createLink = (direction: 'from' | 'to') =>
      new Link(this.createReader(rawId, direction), this.wheel);
    const links = { from: createLink('from'), to: createLink('to') };
    this.links.set(oid, links);
    return links;
  }

  /** Creates a function that returns the same object until a test changes the network. */
  private createReader(rawId: string, direction: 'from' | 'to'): () => Impairments | undefined {
    let network: Network | undefined;
    let impairments: Impairments | undefined;
    return () => {
      const present = this.readNetwork(rawId);
      if (present !== network) {
        network = present;
        impairments = present && readImpairments(present, direction);
      }
      return impairments;
    };
  }
}

const findReachedAddress = ({ endpoint, ringingEndpoints }: Party): string | undefined =>
  (endpoint ?? [...ringingEndpoints][0])?.reachedAt;

const createKey = (first: Party, second: Party): string => [first.id, second.id].toSorted().join(' ');
