import { useEffect, useState } from 'react';
import { watchDeviceAccess, type DeviceAccess } from '../base/deviceAccess.ts';

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
