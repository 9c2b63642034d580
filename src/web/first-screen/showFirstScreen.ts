import { isPressKept, keepPress, markAsPrerendered } from './handOver.ts';

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

/**
 * Shows the prerendered screen in the language of the document. Until the app takes over, a press on *Sign in* is kept.
 * @returns `null` if the page has no such screen in that language
 */
export function showFirstScreen(): ShownScreen | null {
  const { lang } = document.documentElement;
  const template = document.querySelector<HTMLTemplateElement>(`template[data-language="${lang}"]`);
  const root = document.getElementById('root');
  if (!template || !root) return null;
  const textForOldBrowsers = [...root.childNodes];
  root.replaceChildren(template.content);
  markAsPrerendered(root, lang);
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
