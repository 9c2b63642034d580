import { FluentProvider, webDarkTheme } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/**
 * Shows its children in dark colours, because videos need dark surroundings. With `contents`, the layout ignores the element.
 * @param props.isOff whether the children have the colours of the rest of the app. When it changes, React keeps their elements
 */
export const DarkTheme = ({ isOff = false, children }: { isOff?: boolean; children: ReactNode }) => (
  <FluentProvider
    {...(!isOff && { theme: webDarkTheme })}
    style={{ display: 'contents', ...(!isOff && { colorScheme: 'dark' }) }}
  >
    {children}
  </FluentProvider>
);
