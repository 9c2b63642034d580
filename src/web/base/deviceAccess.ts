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
  // Node has no permissions.
  const permissions = globalThis.navigator?.permissions as Permissions | undefined;
  for (const device of devicesWithAccess)
    void permissions?.query({ name: device }).then(
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
