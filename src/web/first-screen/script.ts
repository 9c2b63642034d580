import { bringsAnswer } from '../auth/signInTrace.ts';
import { keepInstallOffer } from '../base/earlyInstallOffer.ts';
import { sdkFile } from '../base/sdkFile.ts';
import { applyStoredTheme } from './applyStoredTheme.ts';
import { offersSignIn } from './offersSignIn.ts';
import { loadInWorker, preload, preloadConfig, preloadWords } from './preload.ts';
import { showFirstScreen, type ShownScreen } from './showFirstScreen.ts';

/*
 * The build puts this script at the end of index.html, behind the prerendered first screen. It shows that screen to a user who
 * is not signed in, carries out a press on *Sign in*, and loads the app. For a signed-in user it only loads the app.
 */

/** The address of the app's entry, which the build inserts. */
declare const __APP_ADDRESS__: string;
/** The addresses of the chunks that the entry imports. The build inserts them. */
declare const __APP_IMPORTS__: readonly string[];
/** The addresses of the chunk `assembly/firstScreenPart.ts` and its imports. The build inserts them. */
declare const __SIGN_IN_ADDRESSES__: readonly string[];
/** The addresses of the chunks that connect a signed-in user. The build inserts them. */
declare const __CONNECT_ADDRESSES__: readonly string[];
/** The addresses of the chunks that the file of the Calling SDK needs. The build inserts them. */
declare const __SDK_ADDRESSES__: readonly string[];
/** The addresses of the screens of a signed-in user. The build inserts them. */
declare const __SCREEN_ADDRESSES__: readonly string[];

/**
 * Milliseconds for which the app does not load while the user reads the first screen. The app takes the main thread for up to
 * half a second on a slow device, and a press in that time would wait.
 */
const quietMs = 5_000;

const loadApp = (): Promise<unknown> => {
  preload([__APP_ADDRESS__, ...__APP_IMPORTS__]);
  preloadWords();
  return import(/* @vite-ignore */ __APP_ADDRESS__);
};

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when the browser has drawn a frame; after 100 ms in a hidden page, which draws none. */
const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 100);
    // The browser runs this callback just before it draws, so a task that the callback adds follows the frame.
    requestAnimationFrame(() => setTimeout(resolve));
  });

/**
 * Carries out a press on *Sign in* as soon as the code of the sign-in is there. The app loads when it has something to show:
 * a sign-in that failed, a fault of the configuration, or the name of the deployment; otherwise after a while.
 */
async function serveFirstScreen(screen: ShownScreen): Promise<void> {
  // The files arrive while the browser draws the screen, and their code runs after it.
  preload(__SIGN_IN_ADDRESSES__);
  preloadConfig();
  await nextFrame();
  const part = (await import(
    /* @vite-ignore */ __SIGN_IN_ADDRESSES__[0] ?? ''
  )) as typeof import('../assembly/firstScreenPart.ts');
  part.recordViolations(document, false);
  const { pressed } = screen;
  const signInFailed = pressed.then(() => part.beginSignIn());
  const loaded = await part.readConfig();
  if (loaded.ok && !loaded.value.faults) part.prepareSignIn(loaded.value.config);
  const hasToShow = !loaded.ok || loaded.value.faults || loaded.value.config.environmentLabel;
  if (!hasToShow) {
    part.registerWorker(() => {});
    await Promise.race([pressed, pause(quietMs)]);
    // If the app could not be loaded while the page is being left, the page would load again and lose the press.
    if (screen.isPressed()) await signInFailed;
  }
  await loadApp();
}

async function start(): Promise<void> {
  const screen = offersSignIn(window) ? showFirstScreen() : null;
  if (screen) {
    // While the user is at Entra, the service worker loads what comes after the sign-in.
    void screen.pressed.then(() =>
      loadInWorker([
        ...(sdkFile ? [sdkFile.address] : []),
        __APP_ADDRESS__,
        ...__APP_IMPORTS__,
        ...__CONNECT_ADDRESSES__,
        ...__SDK_ADDRESSES__,
        ...__SCREEN_ADDRESSES__,
      ]),
    );
    return serveFirstScreen(screen).catch((cause: unknown) => {
      // The browser is too old for the app's code. Loading the page again would not help.
      if (cause instanceof SyntaxError) {
        screen.remove();
        throw cause;
      }
      screen.reloadOnPress();
    });
  }
  // Entra has brought the user back. `sdkScript.ts` has already requested the SDK, and the screens wait until it is there.
  if (bringsAnswer(location.hash)) preload([...__SIGN_IN_ADDRESSES__, ...__CONNECT_ADDRESSES__]);
  preloadConfig();
  await loadApp();
}

// The next script in this element loads the app where the host's policy forbids this one. Outside the document it does nothing.
document.currentScript?.parentElement?.remove();
applyStoredTheme();
keepInstallOffer();
void start();
