import { useEffect, useState } from 'react';

/** `unknown` in browsers that do not report the permission. */
type Access = PermissionState | 'unknown';
export const devicesWithAccess = ['microphone', 'camera'] as const;
export type DeviceAccess = Readonly<Record<(typeof devicesWithAccess)[number], Access>>;

/**
 * Watches the site's permissions for microphone and camera.
 * @param onAccess called at once and after every change; never in browsers that do not report permissions
 * @returns the function that stops watching
 */
export function watchDeviceAccess(
  onAccess: (device: keyof DeviceAccess, access: PermissionState) => void,
): () => void {
  const abortController = new AbortController();
  for (const name of devicesWithAccess)
    void navigator.permissions.query({ name }).then(
      (status) => {
        const report = () => onAccess(name, status.state);
        if (abortController.signal.aborted) return;
        report();
        status.addEventListener('change', report, { signal: abortController.signal });
      },
      // Some browsers reject, because they do not know these permissions. The access then stays `unknown`.
      () => {},
    );
  return () => abortController.abort();
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

/** Detects the browser, because each has other steps to allow the use of devices. */
export function detectBrowser(userAgent: string): 'firefox' | 'chromium' | 'safari' | 'other' {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
