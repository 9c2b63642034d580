import { FluentProvider, webDarkTheme } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** Shows its children in dark colours, because videos need a dark surrounding. With `contents`, the layout ignores the element. */
export const DarkTheme = ({ children }: { children: ReactNode }) => (
  <FluentProvider theme={webDarkTheme} style={{ display: 'contents', colorScheme: 'dark' }}>
    {children}
  </FluentProvider>
);
