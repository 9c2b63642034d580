import { useState } from 'react';
import type { Readable } from './store.ts';
import { listenTo } from './subscriptions.ts';
import { useReadable } from './useReadable.ts';

/** The views of the console, in the order of the navigation. */
export const views = ['calls', 'people', 'meetings', 'settings'] as const;
export type View = (typeof views)[number];

export const toViewAddress = (view: View): `#${View}` => `#${view}`;

const readView = (): View => views.find((view) => toViewAddress(view) === location.hash) ?? 'calls';

/** The view in the page's address, for example `#people`: a link opens it, *Back* leaves it, and a reload keeps it. */
export const currentView: Readable<View> = {
  get: readView,
  subscribe: (listener) => listenTo(globalThis, ['hashchange'], listener),
};

/** Opens a view without loading the page, so that calls go on. */
export function openView(view: View): void {
  if (readView() !== view) location.hash = toViewAddress(view);
}

/** Returns the view from which the user has come to the settings; *Calls* if the page was opened with the settings. */
export function useViewBeforeSettings(): View {
  const view = useReadable(currentView);
  const [lastOtherView, setLastOtherView] = useState<View>('calls');
  // React allows that a component sets its own state while it renders.
  if (view !== 'settings' && view !== lastOtherView) setLastOtherView(view);
  return lastOtherView;
}
