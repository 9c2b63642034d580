import { FluentProvider, webDarkTheme } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/**
 * Makes its children dark in both themes, as videos need it. With forced colours, Fluent follows the browser here, too. The
 * element has no box of its own, so that its children belong to the layout of its parent.
 */
export const DarkTheme = ({ children }: { children: ReactNode }) => (
  <FluentProvider theme={webDarkTheme} style={{ display: 'contents', colorScheme: 'dark' }}>
    {children}
  </FluentProvider>
);
