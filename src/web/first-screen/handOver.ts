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

/**
 * Takes the screen over for the app. From now on the app gets every press.
 * @returns the language of the prerendered screen, `null` if the page shows none, and whether the user has pressed *Sign in*
 */
export function takeOver(root: HTMLElement): { language: string | null; wasPressed: boolean } {
  const { prerendered: language = null } = root.dataset;
  const wasPressed = isPressKept(root);
  delete root.dataset['prerendered'];
  delete root.dataset['pressed'];
  return { language, wasPressed };
}
