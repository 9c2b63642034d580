// First, because it sets the page's Trusted Types policy.
import { showsDoctor } from './assembly/firstScreenPart.ts';
import { createDOMRenderer } from '@fluentui/react-components';
import { Suspense } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { AppRoot } from './app/AppRoot.tsx';
import { recordViolations } from './doctor/recordViolations.ts';
import { FailedApp } from './app/FailedApp.tsx';
import { isWaiting, readPrerenderedLanguage, takeOver } from './first-screen/handOver.ts';
import { pageLanguages } from './i18n/pageLanguages.ts';
import { watchInstallOffer } from './base/installOffer.ts';
import type { Phase } from './app/phase.ts';
import { startApp } from './assembly/start.ts';
import { createStore, waitUntil } from './base/store.ts';
import { readStyleNonce } from './base/styleNonce.ts';
import { withTimeout } from './base/withTimeout.ts';
import { Boundary } from './ui/Boundary.tsx';
import { lazyPart } from './ui/lazyPart.tsx';
import { watchVersion } from './page/version.ts';

watchInstallOffer();

// `assembly/` puts the app together and writes the app's state into `phase`. This file renders that state.
const phase = createStore<Phase>({ kind: 'starting' });
/** The label of the environment, for example *Test*, which `startApp` reads from the configuration. */
const label = createStore<string | null>(null);
const isOutdated = watchVersion();
// At /doctor, the page shows the set-up check instead of the app.
recordViolations(document, showsDoctor);
if (!showsDoctor) void startApp(phase, label);
const DoctorPage = lazyPart(() => import('./doctor/DoctorPage.tsx'), 'DoctorPage', pageLanguages.loadRest);

// The content security policy allows only style elements that have the page's nonce.
const nonce = readStyleNonce();
const renderer = createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {});

/** When React renders the screen that says that the sign-in goes on, in milliseconds since the page was requested. */
const rendersWaitScreenMs = 700;

/**
 * Resolves when the app has another screen to show than the prerendered one, which says that the sign-in goes on. To render it again
 * would delay the tokens by 40 ms. In a slow network React renders it all the same, because only React's has a spinner.
 */
const waitForOtherScreen = (): Promise<void> =>
  withTimeout(
    waitUntil(phase, ({ kind }) => kind !== 'starting' && kind !== 'signingIn'),
    rendersWaitScreenMs - performance.now(),
    () => {},
  );

/** A function, because with a top-level `await`, this file and the chunks that import it would wait for each other. */
async function renderPage(): Promise<void> {
  await pageLanguages.start();
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element with the id "root".');
  const { i18n } = pageLanguages;
  if (isWaiting(root)) {
    await waitForOtherScreen();
    // React replaces that screen. To read its styles, as of a screen that React takes over, would take 6 ms.
    for (const style of document.querySelectorAll<HTMLElement>('[data-make-styles-bucket]'))
      delete style.dataset['makeStylesBucket'];
  }
  // The user may have pressed *Sign in* on the prerendered screen, before React took it over.
  const onShown = () => {
    const wasSignInPressed = takeOver(root);
    const current = phase.get();
    if (wasSignInPressed && current.kind === 'signedOut' && !current.problem) current.signIn();
  };
  const page = (
    <AppRoot i18n={i18n} renderer={renderer} targetDocument={document}>
      {showsDoctor ? (
        <Boundary fallback={<FailedApp phone={null} />}>
          <Suspense>
            <DoctorPage />
          </Suspense>
        </Boundary>
      ) : (
        <App phase={phase} label={label} isOutdated={isOutdated} onShown={onShown} />
      )}
    </AppRoot>
  );
  // React keeps the elements of a prerendered screen, and with them the focus. In another language it replaces them.
  if (readPrerenderedLanguage(root) === i18n.language) hydrateRoot(root, page);
  else createRoot(root).render(page);
}

void renderPage();
