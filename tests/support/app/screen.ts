import type { Page } from 'playwright';

/** What the app shows at one moment, and which media its page holds open. */
export type Screen = Awaited<ReturnType<typeof readInPage>>;

/** Reads the screen of a page in which `watchMedia` of mediaLog.ts runs. */
export const readScreen = (page: Page): Promise<Screen> => page.evaluate(readInPage);

/** Runs in the page, so every helper must be defined inside this function. That is why the function is long. */
async function readInPage() {
  const textOf = (element: Element | null | undefined) =>
    (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim();
  const findAll = (selector: string, root: ParentNode = document) => [...root.querySelectorAll(selector)];
  const region = document.querySelector('section[aria-label="Call"]');
  const buttons = region ? findAll('[role=toolbar] button', region) : [];
  const isUsable = (button: Element) =>
    !button.hasAttribute('disabled') && button.getAttribute('aria-disabled') !== 'true';
  const hangUp = buttons.find((button) => textOf(button) === 'Hang up');
  const hasDialog = document.querySelector('[role=dialog]') !== null;
  const isUncovered = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return width > 0 && hit !== null && (element.contains(hit) || hit.contains(element));
  };
  /** Matches each text that the call's status line can show. */
  const callStates =
    /^(Calling…|Ringing…|Waiting to be let in…|Connected|On hold|Hanging up…|Call ended|Answering…|Reconnecting…)$/;
  const statusTexts = region ? findAll('[role=status]', region).map(textOf) : [];
  const status = statusTexts.find((text) => callStates.test(text)) ?? '';
  const headings = findAll('h1').map(textOf);
  const messageLine = document.querySelector('[aria-label="What happened"]');
  const messages = messageLine ? findAll('[role=status], [role=alert]', messageLine) : [];
  const canDismiss =
    messageLine !== null && findAll('button', messageLine).some((button) => textOf(button) === 'Dismiss');
  const messageCount = canDismiss ? messages.length : 0;

  /** @returns the objects that are still in memory. The references to all others are removed from the list. */
  const findAlive = <T extends object>(list: WeakRef<T>[]) => {
    const aliveReferences = list.filter((reference) => reference.deref() !== undefined);
    list.splice(0, list.length, ...aliveReferences);
    return aliveReferences.flatMap((reference) => reference.deref() ?? []);
  };
  const liveTracks = findAlive(openedTracks).filter(({ readyState }) => readyState === 'live');
  const countTracks = (wanted: string) => liveTracks.filter(({ kind }) => kind === wanted).length;
  const peers = findAlive(mediaLog.peers).filter(({ signalingState }) => signalingState !== 'closed');
  const sockets = findAlive(mediaLog.sockets).filter(
    ({ readyState, url }) => readyState <= WebSocket.OPEN && url.includes('/signalling'),
  );
  const sentSound: Record<string, number> = {};
  const receivedSound: Record<string, number> = {};
  for (const peer of peers) {
    const name = mediaLog.names.get(peer) ?? `connection ${(mediaLog.nameCount += 1)}`;
    mediaLog.names.set(peer, name);
    for (const stat of (await peer.getStats()).values() as Iterable<RTCStats & Record<string, unknown>>) {
      if (stat['kind'] !== 'audio') continue;
      const energy = Number(stat['totalAudioEnergy'] ?? 0);
      if (stat.type === 'media-source') sentSound[`${name} ${stat.id}`] = energy;
      if (stat.type === 'inbound-rtp') receivedSound[`${name} ${stat.id}`] = energy;
    }
  }
  const readKind = (): 'call' | 'ended' | 'home' | 'other' => {
    if (region) return 'call';
    if (messageCount > 0 && messages.some(({ role }) => role === 'status')) return 'ended';
    return document.querySelector('input[role=combobox]') ? 'home' : 'other';
  };
  const hasButton = (name: string) => findAll('button').some((button) => textOf(button) === name);
  const isHangUpUsable = () =>
    hangUp !== undefined &&
    (isUsable(hangUp) || status === 'Hanging up…') &&
    (hangUp as HTMLElement).tabIndex >= 0 &&
    (hasDialog || isUncovered(hangUp));
  return {
    /** `ended` is the home view with a message that can be dismissed, such as one about a call that ended. */
    shows: readKind(),
    /** The heading of the call on the screen: usually the names of the other participants. */
    title: region ? textOf(region.querySelector('h1')) : (headings[0] ?? ''),
    /** The call's status line, for example `Connected`. */
    status,
    /** Names of the enabled buttons in the call's toolbar. */
    controls: buttons.filter(isUsable).map(textOf),
    /** Names of the other calls in the list of calls: all but the call on the screen. */
    otherCalls: findAll('ul[aria-label="Calls"] li button[aria-current=false]').map(textOf),
    incoming: findAll('[role=alertdialog]')
      .map(textOf)
      .filter((name) => name.includes('Incoming call')),
    panels: findAll('aside').map(textOf),
    hasDialog,
    messageCount,
    hasNoteField: [...document.querySelectorAll('textarea')].some(
      (field) => textOf(field.labels[0] ?? field) === 'Note',
    ),
    /** Whether calls ring in another tab, and the screen offers to let them ring here. */
    offersThisTab: hasButton('Use this tab'),
    offersRejoin: hasButton('Rejoin'),
    alerts: findAll('[role=alert]').map((alert) => (alert.textContent ?? '').trim().slice(0, 160)),
    /**
     * Whether *Hang up* is shown, enabled, in the tab order, and not covered; `null` when no call is on the screen. The button
     * may be disabled while the call is hanging up, and covered while a dialog is open.
     */
    canHangUp: region ? isHangUpUsable() : null,
    liveTracks: { audio: countTracks('audio'), video: countTracks('video') },
    openPeers: peers.length,
    openSockets: sockets.length,
    /** `totalAudioEnergy` of each sent audio source, as WebRTC counts it. The key is the connection's name and the source's id. */
    sentSound,
    /** `totalAudioEnergy` of each received audio stream, with keys like those of `sentSound`. */
    receivedSound,
  };
}
