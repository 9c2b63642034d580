import { sdkFile } from '../base/sdkFile.ts';
import { findStart } from './findStart.ts';
import { preload, preloadSdk } from './preload.ts';

/*
 * The build puts this script at the beginning of index.html. If the user is signed in, it makes the browser request the Calling
 * SDK, which takes longest, before the rest of the page.
 */

/** The addresses of the chunks that the file of the Calling SDK needs. The build inserts them. */
declare const __SDK_ADDRESSES__: readonly string[];

if (findStart(window) === 'phone' && sdkFile) {
  preloadSdk(sdkFile);
  preload(__SDK_ADDRESSES__);
}
