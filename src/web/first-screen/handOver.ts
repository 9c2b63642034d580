/*
 * The script in index.html shows the prerendered first screen, and later the app takes the screen over. Both are separate
 * programs, so they agree through attributes of the root element:
 * - `data-prerendered`: the language of the screen, until the app takes the screen over
 * - `data-pressed`: the user has pressed *Sign in* before that
 */

/** @param language the language in which the root element now shows the prerendered screen, a BCP 47 tag */
export function markAsPrerendered(root: HTMLElement, language: string): void {
  root.dataset['prerendered'] = language;
}

/** Keeps a press on *Sign in* for the app. @returns `false` if the app has taken over, so that it gets the press itself */
export function keepPress(root: HTMLElement): boolean {
  if (root.dataset['prerendered'] === undefined) return false;
  root.dataset['pressed'] = '';
  return true;
}

export const isPressKept = (root: HTMLElement): boolean => root.dataset['pressed'] !== undefined;

/** @returns the language of the prerendered screen, a BCP 47 tag; `undefined` if the page shows none */
export const readPrerenderedLanguage = (root: HTMLElement): string | undefined => root.dataset['prerendered'];

/**
 * Takes the screen over for the app. From now on the app gets every press.
 * @returns whether the user has pressed *Sign in* before. If the app has got that press too, it is already leaving the page, and a
 *   second sign-in does nothing
 */
export function takeOver(root: HTMLElement): boolean {
  const wasPressed = isPressKept(root);
  delete root.dataset['prerendered'];
  delete root.dataset['pressed'];
  return wasPressed;
}
