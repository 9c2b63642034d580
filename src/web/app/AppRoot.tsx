import { RendererProvider, type createDOMRenderer } from '@fluentui/react-components';
import type { i18n } from 'i18next';
import { StrictMode, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';

interface AppRootProps {
  i18n: i18n;
  /** Inserts Fluent's styles. */
  renderer: ReturnType<typeof createDOMRenderer>;
  /** `undefined` while the build renders the first screen in Node. */
  targetDocument: Document | undefined;
  children: ReactNode;
}

/**
 * The providers around every page of the app. The build and the browser render the same ones, because React finds the elements
 * of a prerendered page again by their places in the tree.
 */
export const AppRoot = ({ i18n, renderer, targetDocument, children }: AppRootProps) => (
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <RendererProvider renderer={renderer} {...(targetDocument && { targetDocument })}>
        {children}
      </RendererProvider>
    </I18nextProvider>
  </StrictMode>
);
