import * as z from 'zod/mini';
import type { Call, Participant } from '../calls/call.ts';
import { setSharedValue, readSharedValues } from '../calls/sharedValues.ts';
import { defineFeature } from './feature.ts';

const featureName = 'pptLive';

/** PowerPoint Live: users start to present slides in Teams, so the feature refuses clients' requests. */
export const pptLive = defineFeature(featureName, z.never(), () => undefined);

/** Changes who presents slides. @param presenter `null` when nobody presents any more. */
export function presentSlides(call: Call, presenter: Participant | null): void {
  for (const id of readSharedValues(call, featureName).keys()) {
    if (id !== presenter?.id) setSharedValue(call, featureName, id, null);
  }
  if (presenter) setSharedValue(call, featureName, presenter.id, true);
}
