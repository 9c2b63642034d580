import type { DiagnosticsLog } from './diagnosticsLog.ts';

/** The Network Information API, which only Chromium has. */
interface NetworkInformation extends EventTarget {
  readonly type?: string;
  readonly effectiveType?: string;
  readonly downlink?: number;
  readonly rtt?: number;
  readonly saveData?: boolean;
}

const connection = (): NetworkInformation | undefined =>
  (navigator as { connection?: NetworkInformation }).connection;

/** What the browser knows about the network; `null` for what it does not tell. */
export function networkFacts() {
  const { type, effectiveType, downlink, rtt, saveData } = connection() ?? {};
  return {
    type: type ?? null,
    effectiveType: effectiveType ?? null,
    downlinkMbit: downlink ?? null,
    rttMs: rtt ?? null,
    saveData: saveData ?? null,
  };
}

/** Logs when the page goes online or offline, changes its network, or is hidden. @returns the unsubscribe */
export function watchPage(log: DiagnosticsLog): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const onLine = () => log.record({ kind: 'network', what: navigator.onLine ? 'online' : 'offline' });
  addEventListener('online', onLine, { signal });
  addEventListener('offline', onLine, { signal });
  const onChange = () => log.record({ kind: 'network', what: 'changed', ...networkFacts() });
  connection()?.addEventListener('change', onChange, { signal });
  document.addEventListener(
    'visibilitychange',
    () => log.record({ kind: 'page', what: document.visibilityState }),
    { signal },
  );
  log.record({ kind: 'page', what: 'opened', online: navigator.onLine });
  return () => stop.abort();
}
