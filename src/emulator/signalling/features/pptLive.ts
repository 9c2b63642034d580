import * as z from 'zod/mini';
import type { Call, Member } from '../callRecord.ts';
import { keep, kept } from '../shared.ts';
import { callFeature } from './feature.ts';

const name = 'pptLive';

/** Slides that somebody presents in Teams. By the SDK nobody starts them, so there is nothing to ask for. */
export const pptLive = callFeature(name, z.never(), () => undefined);

/** Somebody presents slides from now on, or (`null`) nobody does. One presents at a time. */
export function presentSlides(call: Call, presenter: Member | null): void {
  for (const participant of kept(call, name).keys()) {
    if (participant !== presenter?.participant) keep(call, name, participant, null);
  }
  if (presenter) keep(call, name, presenter.participant, true);
}
