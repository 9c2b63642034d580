const widest = 760;

/** As wide as a phone, where one thing stands at a time and controls are icons; `page.css` has the same number. */
export const isNarrow = `(max-width: ${widest}px)`;
export const narrow = `@media ${isNarrow}`;
export const roomy = `@media (min-width: ${widest + 1}px)`;
