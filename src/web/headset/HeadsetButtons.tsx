import { useEffect } from 'react';
import { usePhone } from '../calling/react.tsx';
import { connectHeadset } from './connectHeadset.ts';

/** Connects the user's headsets with the phone. Shows nothing. */
export function HeadsetButtons() {
  const phone = usePhone();
  useEffect(() => connectHeadset(phone), [phone]);
  return null;
}
