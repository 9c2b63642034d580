import { listenTo } from '../base/subscriptions.ts';
import type { DiagnosticsLog } from './diagnosticsLog.ts';

/** The Network Information API, which only Chromium has. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
  readonly effectiveType?: string;
  readonly downlink?: number;
  readonly rtt?: number;
  readonly saveData?: boolean;
}

const getNetworkInformation = (): NetworkInformation | undefined =>
  (navigator as { connection?: NetworkInformation }).connection;

/** Reads what the browser knows about the network. A fact is `null` if the browser does not report it. */
export function readNetworkFacts() {
  const { type, effectiveType, downlink, rtt, saveData } = getNetworkInformation() ?? {};
  return {
    type: type ?? null,
    effectiveType: effectiveType ?? null,
    downlinkMbit: downlink ?? null,
    rttMs: rtt ?? null,
    saveData: saveData ?? null,
  };
}

/** Logs the network and the visibility of the page, and stores the log when the page is hidden. */
export function watchPage(log: DiagnosticsLog): void {
  const logOnline = () => log.record({ kind: 'network', what: navigator.onLine ? 'online' : 'offline' });
  listenTo(globalThis, ['online', 'offline'], logOnline);
  const logNetworkChange = () => log.record({ kind: 'network', what: 'changed', ...readNetworkFacts() });
  getNetworkInformation()?.addEventListener('change', logNetworkChange);
  const logVisibility = () => {
    log.record({ kind: 'page', what: document.visibilityState });
    // The browser may end a hidden page without any further event.
    if (document.hidden) log.storeNow();
  };
  document.addEventListener('visibilitychange', logVisibility);
  addEventListener('pagehide', log.storeNow);
  log.record({ kind: 'page', what: 'opened', online: navigator.onLine });
}
