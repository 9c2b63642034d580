import type { GriffelStyle } from '@fluentui/react-components';

/** Finds the parent of a row's menu: not the list, which would clip it, but inside `main`, where screen readers find it. */
export const findMenuParent = (): HTMLElement | null => document.querySelector('main');

/** Fluent sets no `z-index` on a menu with a `mountNode`, so the rows beside the menu would cover it. */
export const menuAboveRows: GriffelStyle = { zIndex: 3 };
