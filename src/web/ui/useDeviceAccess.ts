import { useEffect, useState } from 'react';

type Access = PermissionState | 'unknown';
export const accessible = ['microphone', 'camera'] as const;
export type DeviceAccess = Readonly<Record<(typeof accessible)[number], Access>>;

/** Tells what the browser lets this site use, at once and whenever it changes; nothing where a browser does not tell. */
export function watchDeviceAccess(
  tell: (device: keyof DeviceAccess, access: PermissionState) => void,
): () => void {
  const stop = new AbortController();
  for (const name of accessible)
    void navigator.permissions.query({ name }).then(
      (status) => {
        const look = () => tell(name, status.state);
        if (stop.signal.aborted) return;
        look();
        status.addEventListener('change', look, { signal: stop.signal });
      },
      // Not every browser knows these two names: it stays unknown.
      () => {},
    );
  return () => stop.abort();
}

/** What the browser lets this site use, as it changes; `unknown` where a browser does not tell. */
export function useDeviceAccess(): DeviceAccess {
  const [access, setAccess] = useState<DeviceAccess>({ microphone: 'unknown', camera: 'unknown' });
  useEffect(
    () => watchDeviceAccess((name, state) => setAccess((before) => ({ ...before, [name]: state }))),
    [],
  );
  return access;
}

/** Whose words about permissions fit. */
export function browserOf(userAgent: string): 'firefox' | 'chromium' | 'safari' | 'other' {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
