import { useEffect, useState } from 'react';
import { watchDeviceAccess } from '../../ui/useDeviceAccess.ts';

/** The browser's loudspeakers by `deviceId`: what `setSinkId` takes. Empty where a page may not choose. */
export function useRingers(): readonly { id: string; name: string }[] {
  const [ringers, setRingers] = useState<readonly { id: string; name: string }[]>([]);
  useEffect(() => {
    if (!('setSinkId' in HTMLMediaElement.prototype)) return;
    let current = true;
    const look = async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      const outputs = devices.filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '');
      if (current) setRingers(outputs.map(({ deviceId, label }) => ({ id: deviceId, name: label })));
    };
    const again = () => void look();
    again();
    navigator.mediaDevices.addEventListener('devicechange', again);
    // What is allowed has its names from then on.
    const stop = watchDeviceAccess(again);
    return () => {
      current = false;
      stop();
      navigator.mediaDevices.removeEventListener('devicechange', again);
    };
  }, []);
  return ringers;
}
