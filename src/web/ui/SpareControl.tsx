import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { onWidestToolbar, onWideToolbar } from './callWidth.ts';
import { focusSurroundings } from './focusSurroundings.ts';

// Each button of the toolbar needs 56 px, so that every language's longest word fits.
const onTooNarrow = {
  zeroth: '@container toolbar (max-width: 359px)',
  first: '@container toolbar (max-width: 359px)',
  second: '@container toolbar (max-width: 427px)',
  third: '@container toolbar (max-width: 539px)',
};
/** Where a `TakingButton` has the place of a `SpareButton`. */
const onTaken = {
  zeroth: onTooNarrow.zeroth,
  second: '@container toolbar (min-width: 428px) and (max-width: 899px)',
  third: '@container toolbar (min-width: 540px) and (max-width: 899px)',
  wideSecond: onWideToolbar,
};
const hidden = { display: 'none' };
const shown = { display: 'contents' };

const useStyles = makeStyles({
  shown,
  hidden,
  firstButton: { [onTooNarrow.first]: hidden },
  secondButton: {
    [onTooNarrow.second]: hidden,
    [onTaken.second]: { ':is([data-takes=second] ~ *)': hidden },
    [onTaken.wideSecond]: { ':has(~ [data-takes=wideSecond])': hidden },
  },
  thirdButton: {
    [onTooNarrow.third]: hidden,
    [onTaken.third]: { ':has(~ [data-takes=third]):not([data-kept])': hidden },
  },
  zerothButton: { [onTaken.zeroth]: { ':has(~ [data-takes=zeroth])': hidden } },
  firstItem: { [onTooNarrow.first]: shown },
  secondItem: {
    [onTooNarrow.second]: shown,
    [onTaken.second]: { ':is([role=toolbar]:has(> [data-takes=second]) *)': shown },
    [onTaken.wideSecond]: { ':is([role=toolbar]:has(> [data-takes=wideSecond]) *)': shown },
  },
  thirdItem: {
    [onTooNarrow.third]: shown,
    [onTaken.third]: { ':is([role=toolbar]:has(> [data-takes=third]):not(:has(> [data-kept])) *)': shown },
  },
  zerothItem: { [onTaken.zeroth]: { ':is([role=toolbar]:has(> [data-takes=zeroth]) *)': shown } },
  zerothTaker: { [onTaken.zeroth]: shown },
  secondTaker: { [onTaken.second]: shown },
  thirdTaker: { [onTaken.third]: { ':not([data-kept] ~ *)': shown } },
  wideSecondTaker: { [onTaken.wideSecond]: shown },
  secondRest: { [onTaken.second]: hidden, [onWideToolbar]: hidden, [onWidestToolbar]: hidden },
  thirdRest: {
    [onTaken.third]: { ':is([role=toolbar]:not(:has(> [data-kept])) *)': hidden },
    [onWideToolbar]: hidden,
    [onWidestToolbar]: hidden,
  },
  wideRest: { [onWideToolbar]: hidden, [onWidestToolbar]: hidden },
  widestRest: { [onWidestToolbar]: hidden },
  wideFirst: { [onWideToolbar]: shown, [onWidestToolbar]: shown },
  widestFirst: { [onWidestToolbar]: shown },
});

interface SpareControlProps {
  /** Which button a toolbar that grows shows first. It always shows the `zeroth`, unless a `TakingButton` has its place. */
  place: keyof typeof onTooNarrow;
  children: ReactNode;
}

/**
 * A button of the toolbar that users need less often. A toolbar without room for it shows the `SpareItem` instead.
 * @param props.isKept whether no `TakingButton` may have the button's place now
 */
export function SpareButton({ place, children, isKept = false }: SpareControlProps & { isKept?: boolean }) {
  const styles = useStyles();
  return (
    <div
      className={mergeClasses(styles.shown, styles[`${place}Button`])}
      {...(isKept && { 'data-kept': place })}
    >
      {children}
    </div>
  );
}

/** The entry of the menu *More* that takes the place of the `SpareButton` on a narrow toolbar. */
export function SpareItem({ place, children }: SpareControlProps) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.hidden, styles[`${place}Item`])}>{children}</div>;
}

interface TakingButtonProps {
  /** Whose place. On a wide toolbar, the `second` has room, unless there is a button for `wideSecond`. */
  place: keyof typeof onTaken;
  children: ReactNode;
}

/** A button that matters more than a `SpareButton`, and has its place, so that no other button moves when it comes or goes. */
export function TakingButton({ place, children }: TakingButtonProps) {
  const styles = useStyles();
  const button = useRef<HTMLDivElement>(null);
  // The clean-up of a layout effect runs before React removes the button.
  useLayoutEffect(() => {
    const element = button.current;
    return () => {
      if (element) focusSurroundings(element);
    };
  }, []);
  return (
    <div className={mergeClasses(styles.hidden, styles[`${place}Taker`])} data-takes={place} ref={button}>
      {children}
    </div>
  );
}

/** A button at the start of a `wide` toolbar, or only of the `widest` ones. */
export function FirstButton({ from, children }: { from: 'wide' | 'widest'; children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={mergeClasses(styles.hidden, styles[`${from}First`])} data-first-control={from}>
      {children}
    </div>
  );
}

interface RestItemProps {
  /** Whose place the `TakingButton` has, or from which width on there is a `FirstButton`. */
  place: 'second' | 'third' | 'wide' | 'widest';
  children: ReactNode;
}

/** The entry of the menu *More* where the toolbar has neither a `TakingButton` nor a `FirstButton`. */
export function RestItem({ place, children }: RestItemProps) {
  const styles = useStyles();
  return <div className={mergeClasses(styles.shown, styles[`${place}Rest`])}>{children}</div>;
}
