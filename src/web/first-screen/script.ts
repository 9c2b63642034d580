import { bringsAnswer } from '../auth/signInTrace.ts';
import { keepInstallOffer } from '../base/earlyInstallOffer.ts';
import { sdkFile } from '../base/sdkFile.ts';
import { waitForPaint } from '../base/waitForPaint.ts';
import { applyStoredTheme } from './applyStoredTheme.ts';
import { offersSignIn } from './offersSignIn.ts';
import { loadInWorker, preload, preloadConfig } from './preload.ts';
import { showFirstScreen } from './showFirstScreen.ts';

/*
 * The build puts this script at the end of index.html, behind the prerendered first screen. It shows that screen to a user who
 * is not signed in, keeps a press on *Sign in* until the app has started, and loads the app.
 */

/** The address of the app's entry, which the build inserts. */
declare const __APP_ADDRESS__: string;
/** The addresses of the chunks that the entry imports. The build inserts them. */
declare const __APP_IMPORTS__: readonly string[];
/** The addresses of the chunks that *Sign in* needs besides the entry. The build inserts them. */
declare const __SIGN_IN_ADDRESSES__: readonly string[];
/** The addresses of the chunks that the file of the Calling SDK needs. The build inserts them. */
declare const __SDK_ADDRESSES__: readonly string[];
/** The addresses of the screens of a signed-in user. The build inserts them. */
declare const __SCREEN_ADDRESSES__: readonly string[];

// The build writes a list at each place that names its constant.
const signInCode = __SIGN_IN_ADDRESSES__;

async function loadApp(): Promise<void> {
  const screen = offersSignIn(window)
    ? showFirstScreen({
        preloadSignIn: () => preload(signInCode),
        loadCalling: () =>
          void loadInWorker([
            ...(sdkFile ? [sdkFile.address] : []),
            ...__SDK_ADDRESSES__,
            ...__SCREEN_ADDRESSES__,
          ]),
      })
    : null;
  // Entra has brought the user back. `sdkScript.ts` has already requested the SDK, and the screens wait until it is there.
  if (bringsAnswer(location.hash)) preload(signInCode);
  // The first screen needs nothing of the app, so the browser draws it before it loads the app.
  if (screen) await waitForPaint();
  preload([__APP_ADDRESS__, ...__APP_IMPORTS__]);
  preloadConfig();
  await import(/* @vite-ignore */ __APP_ADDRESS__).catch((cause: unknown) => {
    if (!screen) throw cause;
    // The browser is too old for the app's code. Loading the page again would not help.
    if (cause instanceof SyntaxError) {
      screen.remove();
      throw cause;
    }
    screen.reloadOnPress();
  });
}

// The next script in this element loads the app where the host's policy forbids this one. Outside the document it does nothing.
document.currentScript?.parentElement?.remove();
applyStoredTheme();
keepInstallOffer();
void loadApp();
