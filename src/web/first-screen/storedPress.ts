/** The key in session storage that exists while the page loads again after a press on *Sign in*. */
const pressKey = 'switchboard.pressed';

/** Keeps the press for the page that is loaded next in this tab. */
export function storePress(): void {
  try {
    sessionStorage.setItem(pressKey, '');
  } catch {
    // The browser blocks storage, so the user presses again.
  }
}

/** @returns whether the user pressed *Sign in* before the page was loaded again */
export function takeStoredPress(): boolean {
  try {
    const isStored = sessionStorage.getItem(pressKey) !== null;
    sessionStorage.removeItem(pressKey);
    return isStored;
  } catch {
    return false;
  }
}
