import { RendererProvider, type createDOMRenderer } from '@fluentui/react-components';
import type { i18n } from 'i18next';
import { StrictMode, useMemo, type ReactNode } from 'react';
import { I18nextProvider } from 'react-i18next';
import { createRenderingI18n } from '../i18n/renderingI18n.ts';

interface AppRootProps {
  i18n: i18n;
  renderer: ReturnType<typeof createDOMRenderer>;
  /** `undefined` while the build renders the first screen in Node. */
  targetDocument: Document | undefined;
  children: ReactNode;
}

/** The providers around every page. The build renders the same providers, so that React can take over the prerendered elements. */
export function AppRoot({ i18n, renderer, targetDocument, children }: AppRootProps) {
  const renderingI18n = useMemo(() => createRenderingI18n(i18n), [i18n]);
  return (
    <StrictMode>
      <I18nextProvider i18n={renderingI18n}>
        <RendererProvider renderer={renderer} {...(targetDocument && { targetDocument })}>
          {children}
        </RendererProvider>
      </I18nextProvider>
    </StrictMode>
  );
}
