import { useEffect, useState } from 'react';
import { watchDeviceAccess } from '../../ui/useDeviceAccess.ts';

/**
 * The audio outputs that can play the ringtone. `id` is the browser's `deviceId`, which `setSinkId` takes. The list is empty in
 * browsers without `setSinkId`.
 */
export function useRingerDevices(): readonly { id: string; name: string }[] {
  const [devices, setDevices] = useState<readonly { id: string; name: string }[]>([]);
  useEffect(() => {
    if (!('setSinkId' in HTMLMediaElement.prototype)) return;
    let isMounted = true;
    const updateDevices = async () => {
      const allDevices = await navigator.mediaDevices.enumerateDevices();
      const outputs = allDevices.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '');
      if (isMounted) setDevices(outputs.map(({ deviceId, label }) => ({ id: deviceId, name: label })));
    };
    const onChange = () => void updateDevices();
    onChange();
    navigator.mediaDevices.addEventListener('devicechange', onChange);
    // The browser hides the names of devices until the user gives permission.
    const unwatchAccess = watchDeviceAccess(onChange);
    return () => {
      isMounted = false;
      unwatchAccess();
      navigator.mediaDevices.removeEventListener('devicechange', onChange);
    };
  }, []);
  return devices;
}
