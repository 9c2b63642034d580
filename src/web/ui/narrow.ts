/** Pixels. `page.css` has the same number. */
const maxNarrowWidth = 760;

/** The media query of phones, where the app shows one thing at a time and controls without words. */
export const isNarrow = `(max-width: ${maxNarrowWidth}px)`;
export const narrow = `@media ${isNarrow}`;
export const roomy = `@media (min-width: ${maxNarrowWidth + 1}px)`;
