/** `page.css` repeats this number. */
const maxNarrowWidthPx = 760;

/** The media query for phones, where the app shows one thing at a time, and buttons without words. */
export const narrowScreenQuery = `(max-width: ${maxNarrowWidthPx}px)`;
/** For `makeStyles`: styles on phones. */
export const onNarrowScreen = `@media ${narrowScreenQuery}`;
/** For `makeStyles`: styles on all wider screens. */
export const onWideScreen = `@media (min-width: ${maxNarrowWidthPx + 1}px)`;
