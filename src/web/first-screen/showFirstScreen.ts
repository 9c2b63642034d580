import { isPressKept, keepPress, markAsPrerendered } from './handOver.ts';

interface ShownScreen {
  /** Reloads the page at the next press on *Sign in*, and at once if the user has pressed it already. */
  readonly reloadOnPress: () => void;
}

/**
 * Shows the prerendered screen in the language of the document. Until the app takes over, a press on *Sign in* is kept.
 * @param preloadSignIn runs when the pointer or the focus reaches *Sign in*, and when the user presses it
 * @returns `null` if the page has no such screen in that language
 */
export function showFirstScreen(preloadSignIn: () => void): ShownScreen | null {
  const { lang } = document.documentElement;
  const template = document.querySelector<HTMLTemplateElement>(`template[data-language="${lang}"]`);
  const root = document.getElementById('root');
  if (!template || !root) return null;
  root.replaceChildren(template.content);
  markAsPrerendered(root, lang);
  const button = root.querySelector('button');
  let isAppMissing = false;
  for (const type of ['pointerenter', 'focus', 'click']) {
    button?.addEventListener(type, preloadSignIn, { once: true });
  }
  button?.addEventListener('click', () => {
    if (keepPress(root) && isAppMissing) location.reload();
  });
  return {
    reloadOnPress() {
      isAppMissing = true;
      if (isPressKept(root)) location.reload();
    },
  };
}
