import { Suspense, useState } from 'react';
import { lazyPart } from '../ui/lazyPart.tsx';
import { useAllowedHeadsets } from './useAllowedHeadsets.ts';

const HeadsetButtons = lazyPart(() => import('./HeadsetButtons.tsx'), 'HeadsetButtons');

/** Loads the code for headsets once the user has allowed one, and keeps it even while the headset is unplugged. */
export function AllowedHeadset() {
  const hasHeadset = useAllowedHeadsets().length > 0;
  const [hadHeadset, setHadHeadset] = useState(false);
  if (hasHeadset && !hadHeadset) setHadHeadset(true);
  return (
    hadHeadset && (
      <Suspense>
        <HeadsetButtons />
      </Suspense>
    )
  );
}
