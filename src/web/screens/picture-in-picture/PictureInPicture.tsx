import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webDarkTheme,
} from '@fluentui/react-components';
import { useEffect, useMemo } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { readStyleNonce } from '../../base/styleNonce.ts';
import { useReadable } from '../../base/useReadable.ts';
import { setMediaAction } from '../mediaActions.ts';
import { callWindow, closeCallWindow, openCallWindow, prepareDocument } from './callWindow.ts';
import { WindowContent } from './WindowContent.tsx';

/**
 * Shows the call in a small window above all others. A browser that can opens it by itself when another tab comes to the front
 * during a call, if the user allows that; the menu *More* opens it in the other browsers. It closes when the user returns to this
 * tab, and when the call ends.
 * @see https://developer.chrome.com/blog/automatic-picture-in-picture
 */
export function PictureInPicture() {
  const openWindow = useReadable(callWindow);
  useEffect(() => {
    const removeAction = setMediaAction('enterpictureinpicture', () => {
      // The browser may still refuse. Then the call goes on without the window.
      void openCallWindow().catch(() => {});
    });
    const closeWhenVisible = () => {
      if (document.visibilityState === 'visible') closeCallWindow();
    };
    document.addEventListener('visibilitychange', closeWhenVisible);
    return () => {
      removeAction();
      document.removeEventListener('visibilitychange', closeWhenVisible);
      closeCallWindow();
    };
  }, []);
  return openWindow && <WindowPortal target={openWindow} />;
}

/** Draws into the document of the window, with style elements of its own. */
function WindowPortal({ target }: { target: Window }) {
  const { t, i18n } = useTranslation();
  const targetDocument = target.document;
  const renderer = useMemo(() => {
    const nonce = readStyleNonce();
    return createDOMRenderer(targetDocument, nonce ? { styleElementAttributes: { nonce } } : {});
  }, [targetDocument]);
  useEffect(() => {
    prepareDocument(targetDocument, { title: t('pictureInPicture.title'), language: i18n.language });
  }, [targetDocument, t, i18n.language]);
  return createPortal(
    <RendererProvider renderer={renderer} targetDocument={targetDocument}>
      <FluentProvider theme={webDarkTheme} targetDocument={targetDocument} dir={i18n.dir()}>
        <WindowContent />
      </FluentProvider>
    </RendererProvider>,
    targetDocument.body,
  );
}
