/*
 * The script in index.html shows a prerendered screen, which the app later takes over or replaces. These two programs share
 * attributes of the root element:
 * - `data-prerendered`: the language of the screen with *Sign in*, until the app takes the screen over
 * - `data-pressed`: the user has pressed *Sign in* before that
 * - `data-waiting`: the screen says that the sign-in goes on
 */

export function markAsPrerendered(root: HTMLElement, language: string): void {
  root.dataset['prerendered'] = language;
}

export function markAsWaiting(root: HTMLElement): void {
  root.dataset['waiting'] = '';
}

export const isWaiting = (root: HTMLElement): boolean => root.dataset['waiting'] !== undefined;

/** Keeps a press on *Sign in* for the app. @returns `false` if the app has taken over and gets the press itself */
export function keepPress(root: HTMLElement): boolean {
  if (root.dataset['prerendered'] === undefined) return false;
  root.dataset['pressed'] = '';
  root.querySelector('button')?.setAttribute('aria-disabled', 'true');
  return true;
}

export const isPressKept = (root: HTMLElement): boolean => root.dataset['pressed'] !== undefined;

export const readPrerenderedLanguage = (root: HTMLElement): string | undefined => root.dataset['prerendered'];

/** Gives the screen to the app, which gets every press from now on. @returns whether the user has pressed *Sign in* */
export function takeOver(root: HTMLElement): boolean {
  const wasPressed = isPressKept(root);
  delete root.dataset['prerendered'];
  delete root.dataset['pressed'];
  delete root.dataset['waiting'];
  // React does not remove an attribute that it has not set.
  if (wasPressed) root.querySelector('button')?.removeAttribute('aria-disabled');
  return wasPressed;
}
