import type * as firstScreenPart from '../assembly/firstScreenPart.ts';
import { keepInstallOffer } from '../base/earlyInstallOffer.ts';
import { sdkFile } from '../base/sdkFile.ts';
import type { EarlyChunks } from './earlyChunks.ts';
import { findStart } from './findStart.ts';
import { loadInWorkerAfterLeaving, preload, preloadConfig, preloadWords } from './preload.ts';
import { showFirstScreen, showWaitScreen, type ShownScreen } from './showFirstScreen.ts';

/*
 * The build puts this script at the end of index.html, behind the prerendered first screen. It shows that screen to a user who
 * is not signed in, carries out a press on *Sign in*, and loads the app.
 */

/** The build inserts the addresses. */
declare const __EARLY_CHUNKS__: EarlyChunks;
const { app, signIn, connect, sdk, screens } = __EARLY_CHUNKS__;

/** Milliseconds until the app loads. Loading blocks a slow device for up to half a second, in which a press would wait. */
const quietMs = 5_000;

/** The key under which `createStoredValue('theme', …)` stores the user's choice (`ui/theme.ts`). */
const themeKey = 'switchboard.kept.theme';

/** Applies the user's theme before the app does. It uses no schema, because this script must be small. */
function applyStoredTheme(): void {
  try {
    const choice: unknown = JSON.parse(localStorage.getItem(themeKey) ?? 'null');
    if (choice === 'light' || choice === 'dark') document.documentElement.style.colorScheme = choice;
  } catch {
    // The browser blocks storage.
  }
}

const loadApp = (): Promise<unknown> => {
  preload(app);
  preloadWords();
  return import(/* @vite-ignore */ app[0] ?? '');
};

/** Runs a task as soon as the browser has begun to request Entra's page, which the task must not delay. */
const runAfterLeaving = (task: () => void): void =>
  addEventListener('beforeunload', () => setTimeout(task), { once: true });

const loadSignIn = (): Promise<typeof firstScreenPart> => import(/* @vite-ignore */ signIn[0] ?? '');

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Resolves when the browser has drawn a frame, or after 100 ms in a hidden page, which draws none. */
const nextFrame = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 100);
    // The browser runs this callback just before it draws. The task that the callback adds comes after the frame.
    requestAnimationFrame(() => setTimeout(resolve));
  });

/**
 * Carries out a press on *Sign in* as soon as the code for that is there. The app loads after a while, or at once if it has to show
 * a failed sign-in, a fault of the configuration, or the name of the deployment.
 */
async function serveFirstScreen(screen: ShownScreen): Promise<void> {
  // The browser draws the screen before it loads anything.
  await nextFrame();
  preload(signIn);
  preloadConfig();
  const part = await loadSignIn();
  part.recordViolations(document, false);
  const { pressed } = screen;
  const failedSignIn = pressed.then(() => part.beginSignIn());
  const loaded = await part.prepareSignIn();
  const hasToShow = !loaded.ok || loaded.value.faults || loaded.value.config.environmentLabel;
  if (!hasToShow) {
    part.registerWorker(() => {}, screen.isPressed() ? runAfterLeaving : undefined);
    await Promise.race([pressed, pause(quietMs)]);
    // While the page is being left, the app must not load: if that failed, the page would load again and lose the press.
    if (screen.isPressed()) await failedSignIn;
  }
  await loadApp();
}

async function start(): Promise<void> {
  const begins = findStart(window);
  const screen = begins === 'signIn' ? showFirstScreen() : null;
  if (screen) {
    // While the user is at Entra, the service worker loads what comes after the sign-in.
    const sdkAddress = sdkFile ? [sdkFile.address] : [];
    void screen.pressed.then(() =>
      loadInWorkerAfterLeaving([...sdkAddress, ...app, ...connect, ...sdk, ...screens]),
    );
    return serveFirstScreen(screen).catch((cause: unknown) => {
      // The browser is too old for the app's code, and loading the page again would not help.
      if (cause instanceof SyntaxError) {
        screen.remove();
        throw cause;
      }
      screen.reloadOnPress();
    });
  }
  preloadConfig();
  if (begins === 'phone') {
    showWaitScreen();
    // `sdkScript.ts` has already requested the SDK.
    preload([...signIn, ...connect]);
    loadSignIn()
      .then(async ({ showsDoctor, prepareConnection }) => {
        if (showsDoctor) return;
        await prepareConnection();
        // These files arrive while the SDK runs.
        preload(screens);
      })
      .catch(() => {});
  }
  await loadApp();
}

// The element also has a script that loads the app if the host's policy forbids this one. That script must not run now.
document.currentScript?.parentElement?.remove();
applyStoredTheme();
keepInstallOffer();
void start();
