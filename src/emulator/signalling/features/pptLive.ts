import * as z from 'zod/mini';
import type { Call, Participant } from '../calls/call.ts';
import { setSharedValue, sharedValuesOf } from '../calls/sharedValues.ts';
import { callFeature } from './feature.ts';

const name = 'pptLive';

/** Slides that somebody presents in Teams. By the SDK nobody starts them, so there is nothing to ask for. */
export const pptLive = callFeature(name, z.never(), () => undefined);

/** Somebody presents slides from now on, or (`null`) nobody does. One presents at a time. */
export function presentSlides(call: Call, presenter: Participant | null): void {
  for (const participant of sharedValuesOf(call, name).keys()) {
    if (participant !== presenter?.id) setSharedValue(call, name, participant, null);
  }
  if (presenter) setSharedValue(call, name, presenter.id, true);
}
