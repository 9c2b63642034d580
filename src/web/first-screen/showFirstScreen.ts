import { isPressKept, keepPress, markAsPrerendered, markAsWaiting } from './handOver.ts';

export interface ShownScreen {
  /** Resolves when the user presses *Sign in*, also after the app has taken over. */
  readonly pressed: Promise<void>;
  /** Whether the user has pressed *Sign in* before the app has taken over. */
  readonly isPressed: () => boolean;
  /** Loads the page again at the next press on *Sign in*, and at once if the user has pressed it already. */
  readonly reloadOnPress: () => void;
  /** Puts back the text of index.html for browsers that cannot run the app. */
  readonly remove: () => void;
}

/** @returns what the build has rendered in the language of the document; `null` if there is nothing in that language */
const findPrerendered = (screen: 'signIn' | 'wait'): DocumentFragment | null =>
  document.querySelector<HTMLTemplateElement>(
    `template[data-screen="${screen}-${document.documentElement.lang}"]`,
  )?.content ?? null;

/**
 * Shows that the sign-in goes on, until the app has something else to show. The text for browsers that cannot run the app stays, and
 * appears over the screen if the app does not start.
 */
export function showWaitScreen(): void {
  const screen = findPrerendered('signIn');
  const main = findPrerendered('wait');
  const root = document.getElementById('root');
  if (!screen || !main || !root) return;
  screen.querySelector('main')?.replaceWith(main);
  root.prepend(screen);
  markAsWaiting(root);
}

/**
 * Shows the prerendered screen with *Sign in*. Until the app takes over, a press is kept.
 * @returns `null` if the page has no such screen in the language of the document
 */
export function showFirstScreen(): ShownScreen | null {
  const screen = findPrerendered('signIn');
  const root = document.getElementById('root');
  if (!screen || !root) return null;
  const textForOldBrowsers = [...root.childNodes];
  root.replaceChildren(screen);
  markAsPrerendered(root, document.documentElement.lang);
  const button = root.querySelector('button');
  let isAppMissing = false;
  const pressed = new Promise<void>((resolve) => {
    button?.addEventListener('click', () => {
      resolve();
      if (keepPress(root) && isAppMissing) location.reload();
    });
  });
  return {
    pressed,
    isPressed: () => isPressKept(root),
    remove: () => root.replaceChildren(...textForOldBrowsers),
    reloadOnPress() {
      isAppMissing = true;
      if (isPressKept(root)) location.reload();
    },
  };
}
