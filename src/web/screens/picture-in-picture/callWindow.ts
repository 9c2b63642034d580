import { createStore, type Readable } from '../../base/store.ts';

/** The browser's API for a window that stays above all other windows. TypeScript's library does not list it yet. */
interface DocumentPictureInPicture {
  requestWindow(options: { width: number; height: number }): Promise<Window>;
}

const findDocumentApi = (): DocumentPictureInPicture | undefined =>
  (globalThis as { documentPictureInPicture?: DocumentPictureInPicture }).documentPictureInPicture;

/**
 * What this browser offers. `document`: a window with our own content. `video`: a window that shows one video, with the browser's
 * own buttons. `null`: no such window.
 * @see https://developer.mozilla.org/docs/Web/API/Document_Picture-in-Picture_API
 */
export function findWindowKind(): 'document' | 'video' | null {
  if (findDocumentApi()) return 'document';
  return document.pictureInPictureEnabled ? 'video' : null;
}

const windowStore = createStore<Window | null>(null);
/** The open window with our own content; `null` if there is none. */
export const callWindow: Readable<Window | null> = windowStore;

/** In pixels: a video of 16:9 with a row of buttons. */
const windowSize = { width: 320, height: 236 };

/** Finds the largest video on the call screen, in `TileArea`, which has the attribute `data-arrangement`. */
export function findLargestVideo(): HTMLVideoElement | undefined {
  const measureArea = (video: HTMLVideoElement) => video.clientWidth * video.clientHeight;
  const videos = [...document.querySelectorAll<HTMLVideoElement>('[data-arrangement] video')];
  return videos.toSorted((first, second) => measureArea(second) - measureArea(first))[0];
}

/** Opens the small window, right after a press or when the browser asks for it. @throws the browser's error */
export async function openCallWindow(): Promise<void> {
  const documentApi = findDocumentApi();
  if (!documentApi) {
    await findLargestVideo()?.requestPictureInPicture();
    return;
  }
  const openedWindow = await documentApi.requestWindow(windowSize);
  openedWindow.addEventListener('pagehide', () => {
    if (windowStore.get() === openedWindow) windowStore.set(null);
  });
  windowStore.set(openedWindow);
}

/** Closes the window of either kind. Does nothing if none is open. */
export function closeCallWindow(): void {
  windowStore.get()?.close();
  windowStore.set(null);
  if (document.pictureInPictureElement) void document.exitPictureInPicture().catch(() => {});
}
