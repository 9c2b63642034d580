import type { GriffelStyle } from '@fluentui/react-components';

/** For `makeStyles`: lets an element fade and move in. @param transform where it starts, for example `translateY(8px)` */
export const createEntrance = (transform: string) =>
  ({
    animationName: { from: { opacity: 0, transform }, to: { opacity: 1, transform: 'none' } },
    animationDuration: '160ms',
    animationTimingFunction: 'cubic-bezier(0.1, 0.9, 0.2, 1)',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  }) satisfies GriffelStyle;

/** Makes a button change its colours at once. Fluent's transition takes six frames, which would delay the set-up of a call. */
export const withoutTransition = { transitionDuration: '0s' } as const;
