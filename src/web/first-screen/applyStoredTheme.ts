/** The key under which `createStoredValue('theme', …)` stores the user's choice (`ui/theme.ts`). */
const choiceKey = 'switchboard.kept.theme';

/**
 * Applies the theme that the user has chosen, before the app does. The colours of the first screen follow the property
 * `color-scheme`. Without a choice they follow the system. It reads the choice without a schema, because this script must be small.
 */
export function applyStoredTheme(): void {
  try {
    const choice: unknown = JSON.parse(localStorage.getItem(choiceKey) ?? 'null');
    if (choice === 'light' || choice === 'dark') document.documentElement.style.colorScheme = choice;
  } catch {
    // The browser blocks storage, so there is no choice.
  }
}
