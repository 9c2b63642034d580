import { useEffect, useState } from 'react';

/** `unknown` in browsers that do not report the permission. */
type Access = PermissionState | 'unknown';
/** The devices that a site may use only with the user's permission. */
export const devicesWithAccess = ['microphone', 'camera'] as const;
export type DeviceAccess = Readonly<Record<(typeof devicesWithAccess)[number], Access>>;

/**
 * Watches whether this site may use the devices.
 * @param onAccess called at once and after every change; never in browsers that do not report these permissions
 * @returns the function that stops watching
 */
export function watchDeviceAccess(
  onAccess: (device: keyof DeviceAccess, access: PermissionState) => void,
): () => void {
  const abortController = new AbortController();
  for (const device of devicesWithAccess)
    void navigator.permissions.query({ name: device }).then(
      (status) => {
        const report = () => onAccess(device, status.state);
        if (abortController.signal.aborted) return;
        report();
        status.addEventListener('change', report, { signal: abortController.signal });
      },
      // Some browsers reject, because they do not know these permissions. The access then stays `unknown`.
      () => {},
    );
  return () => abortController.abort();
}

export function useDeviceAccess(): DeviceAccess {
  const [access, setAccess] = useState<DeviceAccess>({ microphone: 'unknown', camera: 'unknown' });
  useEffect(() => {
    return watchDeviceAccess((device, state) => setAccess((earlier) => ({ ...earlier, [device]: state })));
  }, []);
  return access;
}

/** Detects the browser. Chromium browsers also name `Safari/`, so the test for Safari comes last. */
export function detectBrowser(userAgent: string): 'firefox' | 'chromium' | 'safari' | 'other' {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chromium';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
