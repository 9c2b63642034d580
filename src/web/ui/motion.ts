import type { GriffelStyle } from '@fluentui/react-components';

/** For `makeStyles`: users who have asked their system for less motion see none. */
const onReducedMotion = '@media (prefers-reduced-motion: reduce)';

/**
 * Creates an animation of an element that appears, for `makeStyles`. It is shorter than 200 ms, so that nobody waits for it.
 * @param transform where the element comes from, for example `translateY(8px)`
 */
export const createEntrance = (transform: string) =>
  ({
    animationName: { from: { opacity: 0, transform }, to: { opacity: 1, transform: 'none' } },
    animationDuration: '160ms',
    animationTimingFunction: 'cubic-bezier(0.1, 0.9, 0.2, 1)',
    [onReducedMotion]: { animationName: 'none' },
  }) satisfies GriffelStyle;

/**
 * Lets a button that places or answers a call change its colours at once. Fluent changes them in six frames, and drawing these
 * takes time while the call is being set up.
 */
export const withoutTransition = { transitionDuration: '0s' } as const;
