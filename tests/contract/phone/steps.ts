import * as fc from 'fast-check';

/** What the user, another participant or the service does next. An index chooses among the calls that exist at that moment. */
export type Step =
  | { readonly kind: 'nothing' | 'dial' | 'ring' | 'sdkStarts' }
  | { readonly kind: 'accept' | 'decline' | 'giveUp'; readonly ring: number }
  | { readonly kind: 'switchTo' | 'hangUp' | 'answer' | 'remoteEnd' | 'remoteHold'; readonly call: number }
  | { readonly kind: 'remoteResume' | 'transferred' | 'transferFails'; readonly call: number }
  | { readonly kind: 'toggleHold' | 'transfer' | 'toggleMute' }
  | { readonly kind: 'refuse'; readonly what: 'hold' | 'resume' | 'accept' };

const index = fc.nat({ max: 3 });
const of = <Kind extends Step['kind']>(...kinds: Kind[]) => fc.constantFrom(...kinds);

export const step: fc.Arbitrary<Step> = fc.oneof(
  // A failing sequence shrinks to a few steps among many of the first kind, which do nothing.
  { withCrossShrink: true },
  { weight: 1, arbitrary: fc.record({ kind: of('nothing') }) },
  { weight: 4, arbitrary: fc.record({ kind: of('dial', 'ring', 'sdkStarts') }) },
  { weight: 5, arbitrary: fc.record({ kind: of('accept', 'accept', 'decline', 'giveUp'), ring: index }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: of('switchTo', 'switchTo', 'answer', 'answer', 'hangUp', 'remoteEnd', 'remoteHold'),
      call: index,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: of('remoteResume', 'transferred', 'transferFails'), call: index }),
  },
  { weight: 3, arbitrary: fc.record({ kind: of('toggleHold', 'transfer', 'toggleMute') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: of('refuse'),
      what: fc.constantFrom('hold' as const, 'resume' as const, 'accept' as const),
    }),
  },
);
