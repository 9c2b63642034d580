import { useState } from 'react';
import { useReadable } from './useReadable.ts';
import { currentView, type View } from './view.ts';

export type MainView = Exclude<View, 'settings'>;

/** Returns the view in the middle of the console. The settings are a dialog, so the view behind them stays. */
export function useMainView(): MainView {
  const view = useReadable(currentView);
  const [lastMainView, setLastMainView] = useState<MainView>('calls');
  if (view === 'settings') return lastMainView;
  if (view !== lastMainView) setLastMainView(view);
  return view;
}
