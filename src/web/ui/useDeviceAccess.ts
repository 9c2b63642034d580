import { useEffect, useState } from 'react';

/** `unknown` in browsers that do not tell. */
type Access = PermissionState | 'unknown';
export const devicesWithAccess = ['microphone', 'camera'] as const;
export type DeviceAccess = Readonly<Record<(typeof devicesWithAccess)[number], Access>>;

/**
 * Watches the site's permissions for microphone and camera.
 * @param onAccess called at once and after every change; never in browsers that do not tell
 * @returns the function that stops watching
 */
export function watchDeviceAccess(
  onAccess: (device: keyof DeviceAccess, access: PermissionState) => void,
): () => void {
  const stop = new AbortController();
  for (const name of devicesWithAccess)
    void navigator.permissions.query({ name }).then(
      (status) => {
        const report = () => onAccess(name, status.state);
        if (stop.signal.aborted) return;
        report();
        status.addEventListener('change', report, { signal: stop.signal });
      },
      // Some browsers do not know these permissions, which stay `unknown`.
      () => {},
    );
  return () => stop.abort();
}

/** The site's permissions for microphone and camera. The component renders again when they change. */
export function useDeviceAccess(): DeviceAccess {
  const [access, setAccess] = useState<DeviceAccess>({ microphone: 'unknown', camera: 'unknown' });
  useEffect(
    () => watchDeviceAccess((name, state) => setAccess((before) => ({ ...before, [name]: state }))),
    [],
  );
  return access;
}

/** The browser, as far as its instructions for permissions differ. */
export function browserOf(userAgent: string): 'firefox' | 'chromium' | 'safari' | 'other' {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
