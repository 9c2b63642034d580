import { FluentProvider, webDarkTheme } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/**
 * Shows its children in dark colours in both themes, because videos need a dark surrounding. With forced colours, Fluent
 * follows the browser here, too. The element has no box of its own, so that its children belong to the layout of its parent.
 */
export const DarkTheme = ({ children }: { children: ReactNode }) => (
  <FluentProvider theme={webDarkTheme} style={{ display: 'contents', colorScheme: 'dark' }}>
    {children}
  </FluentProvider>
);
