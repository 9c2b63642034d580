/**
 * Finds the element for the menus of the list. The list clips, so a menu cannot be in it. Outside every landmark, screen readers
 * could not tell where a menu is.
 */
export const findMenuParent = (): HTMLElement | null => document.querySelector('main');
