import type { ComponentType } from 'react';
import type { AnyCallFeature } from '../calling/feature.ts';
import { camera } from './camera/camera.ts';
import { CameraButton } from './camera/CameraButton.tsx';
import { hangUp } from './hang-up/hangUp.ts';
import { HangUpButton } from './hang-up/HangUpButton.tsx';
import { hold } from './hold/hold.ts';
import { HoldButton } from './hold/HoldButton.tsx';
import { mute } from './mute/mute.ts';
import { MuteButton } from './mute/MuteButton.tsx';

/** What one can do in a call, in the order of the toolbar. A new feature is a folder and a line here. */
export const callFeatures: readonly { feature: AnyCallFeature; Control: ComponentType }[] = [
  { feature: camera, Control: CameraButton },
  { feature: mute, Control: MuteButton },
  { feature: hold, Control: HoldButton },
  { feature: hangUp, Control: HangUpButton },
];
