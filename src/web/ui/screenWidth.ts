/** `page.css` repeats this number. */
const maxNarrowWidthPx = 760;

/** The media query for phones, where the app shows one thing at a time, and buttons without words. */
export const narrowScreenQuery = `(max-width: ${maxNarrowWidthPx}px)`;
/** For `makeStyles`: styles on phones. */
export const onNarrowScreen = `@media ${narrowScreenQuery}`;

/** The media query for screens with room for one column only. */
export const oneColumnQuery = '(max-width: 639px)';
/** The media query for screens whose keyboard is usually on the screen. */
export const touchScreenQuery = '(pointer: coarse)';
/** For `makeStyles`: styles where the navigation is at the bottom, because the screen has room for one column only. */
export const onOneColumn = `@media ${oneColumnQuery}`;
/** For `makeStyles`: styles where the navigation is at the side, and the screen has no column for the calls. */
export const onTwoColumns = '@media (min-width: 640px) and (max-width: 1023px)';
/** The media query for screens without a column for the calls. */
export const noSideColumnQuery = '(max-width: 1023px)';
/** For `makeStyles`: styles where the screen has no column for the calls, so the cards of incoming calls push everything down. */
export const onNoSideColumn = `@media ${noSideColumnQuery}`;
/** For `makeStyles`: styles on a screen with room for a call, but not for the dial box above it or for a view below it. */
export const onLowScreen = '@media (max-height: 480px) and (min-width: 640px)';
/** For `makeStyles`: styles on screens that have room for the calls and the favourites beside the view. */
export const onConsole = '@media (min-width: 1024px)';
/** For `makeStyles`: styles where the favourites have their own column. On narrower screens, the videos need its width. */
export const onWideConsole = '@media (min-width: 1680px)';

export const sideColumnWidth = '300px';
