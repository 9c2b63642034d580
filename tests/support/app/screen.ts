import type { Page } from 'playwright';
import type { MediaLog } from './mediaLog.ts';

/** What a user sees, and which media the page holds open. */
export interface Screen {
  readonly shows: 'call' | 'ended' | 'home' | 'other';
  /** The title of the call on the screen: usually who else is in it. */
  readonly title: string;
  /** The call's status line, for example `Connected`. */
  readonly status: string;
  /** Names of the usable buttons in the call's toolbar. */
  readonly controls: readonly string[];
  /** Names of the calls behind the one on the screen. */
  readonly otherCalls: readonly string[];
  readonly incoming: readonly string[];
  readonly panels: readonly string[];
  readonly hasDialog: boolean;
  /** Texts of the notices. */
  readonly alerts: readonly string[];
  /** Whether *Hang up* is there, enabled, in the tab order, and not covered; `null` when no call is on the screen. */
  readonly canHangUp: boolean | null;
  readonly liveTracks: { readonly audio: number; readonly video: number };
  readonly openPeers: number;
  readonly openSockets: number;
  /** Total sound energy that left the microphone, by connection and source. */
  readonly sentSound: Readonly<Record<string, number>>;
}

export const readScreen = (page: Page): Promise<Screen> => page.evaluate(readInPage);

async function readInPage(): Promise<Screen> {
  const textOf = (element: Element | null | undefined) =>
    (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
  const all = (selector: string, root: ParentNode = document) => [...root.querySelectorAll(selector)];
  const region = document.querySelector('section[aria-label="Call"]');
  const buttons = region ? all('[role=toolbar] button', region) : [];
  const isUsable = (button: Element) =>
    !button.hasAttribute('disabled') && button.getAttribute('aria-disabled') !== 'true';
  const hangUp = buttons.find((button) => textOf(button) === 'Hang up');
  const hasDialog = document.querySelector('[role=dialog]') !== null;
  const isUncovered = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return width > 0 && hit !== null && (element.contains(hit) || hit.contains(element));
  };
  const states =
    /^(Calling…|Ringing…|Waiting to be let in…|Connected|On hold|Hanging up…|Call ended|Answering…|Reconnecting…)$/;
  const status = region
    ? all('[role=status]', region)
        .map(textOf)
        .find((text) => states.test(text))
    : '';
  const headings = all('h1').map(textOf);
  const isEnded =
    !region &&
    all('main button').some((button) => textOf(button) === 'Close') &&
    document.querySelector('[role=combobox]') === null;

  const log = Reflect.get(window, 'mediaLog') as MediaLog;
  const alive = <T extends object>(list: WeakRef<T>[]) => {
    const found = list.filter((reference) => reference.deref() !== undefined);
    list.splice(0, list.length, ...found);
    return found.flatMap((reference) => reference.deref() ?? []);
  };
  const live = alive(log.tracks).filter(({ readyState }) => readyState === 'live');
  const peers = alive(log.peers).filter(({ signalingState }) => signalingState !== 'closed');
  const sockets = alive(log.sockets).filter(
    ({ readyState, url }) => readyState <= WebSocket.OPEN && url.includes('/signalling'),
  );
  const sentSound: Record<string, number> = {};
  for (const peer of peers) {
    const name = log.names.get(peer) ?? `connection ${(log.nameCount += 1)}`;
    log.names.set(peer, name);
    for (const stat of (await peer.getStats()).values() as Iterable<RTCStats & Record<string, unknown>>) {
      if (stat.type === 'media-source' && stat['kind'] === 'audio')
        sentSound[`${name} ${stat.id}`] = Number(stat['totalAudioEnergy'] ?? 0);
    }
  }
  return {
    shows: region
      ? 'call'
      : document.querySelector('input[role=combobox]')
        ? 'home'
        : isEnded
          ? 'ended'
          : 'other',
    title: region ? textOf(region.querySelector('h1')) : (headings[0] ?? ''),
    status: status ?? '',
    controls: buttons.filter(isUsable).map(textOf),
    otherCalls: all('[aria-label="Calls"] li button:not([aria-current=true])').map(textOf),
    incoming: all('[role=alertdialog]')
      .map(textOf)
      .filter((name) => name.includes('Incoming call')),
    panels: all('aside').map(textOf),
    hasDialog,
    alerts: all('[role=alert]').map((alert) => (alert.textContent ?? '').trim().slice(0, 160)),
    canHangUp: region
      ? hangUp !== undefined &&
        (isUsable(hangUp) || status === 'Hanging up…') &&
        (hangUp as HTMLElement).tabIndex >= 0 &&
        (hasDialog || isUncovered(hangUp))
      : null,
    liveTracks: {
      audio: live.filter(({ kind }) => kind === 'audio').length,
      video: live.filter(({ kind }) => kind === 'video').length,
    },
    openPeers: peers.length,
    openSockets: sockets.length,
    sentSound,
  };
}
