/** Actions of a call that the browser's media session can trigger. TypeScript's library does not list them yet. */
export type CallMediaAction = 'togglemicrophone' | 'togglecamera' | 'hangup';

/** The browser asks for a small window, because another tab has come to the front. */
type WindowAction = 'enterpictureinpicture';

/**
 * Sets the handler of a media session action.
 * @returns a function that removes the handler. In a browser that does not know the action, nothing happens
 * @see https://www.w3.org/TR/mediasession/#enumdef-mediasessionaction
 */
export function setMediaAction(action: CallMediaAction | WindowAction, handler: () => void): () => void {
  const set = (newHandler: (() => void) | null): void => {
    try {
      navigator.mediaSession.setActionHandler(action as MediaSessionAction, newHandler);
    } catch {
      // The browser does not know the action, or has no media session.
    }
  };
  set(handler);
  return () => set(null);
}
