import { waitForPaint } from '../base/waitForPaint.ts';
import { applyStoredTheme } from './applyStoredTheme.ts';
import { offersSignIn } from './offersSignIn.ts';
import { showFirstScreen } from './showFirstScreen.ts';

/*
 * The build puts this script at the end of index.html, behind the prerendered first screen. It shows that screen to a user who
 * is not signed in, keeps a press on *Sign in* until the app has started, and loads the app.
 */

/** The address of the app's entry, which the build inserts. */
declare const __APP_ADDRESS__: string;
/** The addresses of the chunks that *Sign in* needs besides the entry. The build inserts them. */
declare const __SIGN_IN_ADDRESSES__: readonly string[];

/** Asks the browser to load the code of the sign-in. The browser loads each address once. */
function preloadSignIn(): void {
  for (const href of __SIGN_IN_ADDRESSES__) {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'modulepreload', href });
    document.head.append(link);
  }
}

// The script element that follows loads the app itself where the host's policy forbids this script.
document.documentElement.dataset['loadsApp'] = '';
applyStoredTheme();
const screen = offersSignIn(window) ? showFirstScreen(preloadSignIn) : null;
const loadApp = () => import(/* @vite-ignore */ __APP_ADDRESS__);
// The first screen needs no code of the app, so the browser draws it before it loads that code.
if (screen) void waitForPaint().then(() => loadApp().catch(screen.reloadOnPress));
else void loadApp();
