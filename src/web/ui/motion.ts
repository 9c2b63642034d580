import type { GriffelStyle } from '@fluentui/react-components';

/** For `makeStyles`: users who have asked their system for less motion see none. */
const onReducedMotion = '@media (prefers-reduced-motion: reduce)';

/** Creates an animation, shorter than 200 ms, of what appears. @param transform its start, for example `translateY(8px)` */
export const createEntrance = (transform: string) =>
  ({
    animationName: { from: { opacity: 0, transform }, to: { opacity: 1, transform: 'none' } },
    animationDuration: '160ms',
    animationTimingFunction: 'cubic-bezier(0.1, 0.9, 0.2, 1)',
    [onReducedMotion]: { animationName: 'none' },
  }) satisfies GriffelStyle;

/** Changes the colours of a button at once: Fluent's six frames would cost time while the call is being set up. */
export const withoutTransition = { transitionDuration: '0s' } as const;
