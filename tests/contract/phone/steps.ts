import * as fc from 'fast-check';

/**
 * One action of the user, of another participant or of the service. `ring` is an index into the incoming calls, and `call` is
 * an index into the calls that exist when the step runs.
 */
export type Step =
  /** `sdkStarts`: the SDK lists an outgoing call that the phone has not placed. */
  | { readonly kind: 'nothing' | 'dial' | 'ring' | 'sdkStarts' }
  /** `giveUp`: the caller stops calling. */
  | { readonly kind: 'accept' | 'decline' | 'giveUp'; readonly ring: number }
  /** `answer`: a call that was placed goes on from Connecting to Ringing, or from Ringing to Connected. */
  | { readonly kind: 'switchTo' | 'hangUp' | 'answer' | 'remoteEnd' | 'remoteHold'; readonly call: number }
  | { readonly kind: 'remoteResume' | 'transferred' | 'transferFails'; readonly call: number }
  /** Steps for the front call, which is the call on the screen. */
  | { readonly kind: 'toggleHold' | 'transfer' | 'toggleMute' }
  /** The service refuses the next command of this kind. */
  | { readonly kind: 'refuse'; readonly what: 'hold' | 'resume' | 'accept' };

const anyIndex = fc.nat({ max: 3 });
/** Picks one of these kinds. A kind that is listed twice is picked twice as often. */
const anyOf = <Kind extends Step['kind']>(...kinds: Kind[]) => fc.constantFrom(...kinds);

/** Generates steps. A greater weight makes its kinds more frequent. */
export const anyStep: fc.Arbitrary<Step> = fc.oneof(
  // When a sequence fails, fast-check simplifies it: it replaces as many steps as it can by the first kind, which does nothing.
  { withCrossShrink: true },
  { weight: 1, arbitrary: fc.record({ kind: anyOf('nothing') }) },
  { weight: 4, arbitrary: fc.record({ kind: anyOf('dial', 'ring', 'sdkStarts') }) },
  {
    weight: 5,
    arbitrary: fc.record({ kind: anyOf('accept', 'accept', 'decline', 'giveUp'), ring: anyIndex }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: anyOf('switchTo', 'switchTo', 'answer', 'answer', 'hangUp', 'remoteEnd', 'remoteHold'),
      call: anyIndex,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: anyOf('remoteResume', 'transferred', 'transferFails'), call: anyIndex }),
  },
  { weight: 3, arbitrary: fc.record({ kind: anyOf('toggleHold', 'transfer', 'toggleMute') }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: anyOf('refuse'),
      what: fc.constantFrom('hold' as const, 'resume' as const, 'accept' as const),
    }),
  },
);
