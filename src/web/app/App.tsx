import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedApp } from './FailedApp.tsx';
import { findDirection } from '../i18n/supportedLanguages.ts';
import { pageLanguages } from '../i18n/pageLanguages.ts';
import { firstScreenPhase, type Phase, type SignedInPhase } from './phase.ts';
import { SignedInApp } from './signedInPart.ts';
import { ConfigFaultsScreen } from '../screens/ConfigFaultsScreen.tsx';
import { ProblemScreen } from '../screens/ProblemScreen.tsx';
import { SignInScreen } from '../screens/SignInScreen.tsx';
import { WaitScreen } from '../screens/WaitScreen.tsx';
import type { ProblemCode } from '../errors/catalogue.ts';
import type { Readable } from '../base/store.ts';
import { Boundary } from '../ui/Boundary.tsx';
import { Header } from '../ui/Header.tsx';
import { lazyPart } from '../ui/lazyPart.tsx';
import { useTheme } from '../ui/theme.ts';
import { UpdateBar } from './UpdateBar.tsx';

// A chunk of its own, because few users need the help.
const AdministratorHelp = lazyPart(
  () => import('./AdministratorHelp.tsx'),
  'AdministratorHelp',
  pageLanguages.loadRest,
);

/** The problems for which the screen shows `AdministratorHelp`. */
const consentProblems: ReadonlySet<ProblemCode> = new Set(['consent-refused', 'consent-by-admin-needed']);

const useStyles = makeStyles({
  app: {
    display: 'flex',
    flexDirection: 'column',
    height: '100dvh',
    overflow: 'hidden',
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

interface AppProps {
  phase: Readable<Phase>;
  /** The name that `config.json` gives this deployment, for example *Staging*; `null` for none. */
  label: Readable<string | null>;
  /** Whether the server offers another build of the app than this page runs. */
  isOutdated: Readable<boolean>;
  /** Runs after React has rendered the app, when its buttons work. */
  onShown?: () => void;
}

/**
 * Chooses the phase that the build renders, or with which React takes over the screen that the build has rendered (the prerendered
 * screen): the current phase if it shows the same screen, so that the buttons work at once, and otherwise `firstScreenPhase`.
 */
function choosePrerenderedPhase(phase: Readable<Phase>): Phase {
  const current = phase.get();
  // The build renders the main part of this screen, too, and React never takes it over.
  if (current.kind === 'signingIn') return current;
  const isPrerendered =
    current.kind === 'signedOut' &&
    !current.problem &&
    !current.hasAdminConsent &&
    !current.hasSignedOut &&
    !current.isRedirecting;
  return isPrerendered ? current : firstScreenPhase;
}

/** The name of the drop-in SDK, which replaces the Calling SDK in development and tests; otherwise empty. The build inserts it. */
declare const __STAND_IN__: string;

/**
 * Returns the label in the header: the names of the drop-in SDK, which no configuration can hide, and of the deployment.
 * @param configuredName the deployment's name in `config.json`; `null` for none. @returns `null` if there is neither name
 */
export function useSystemLabel(configuredName: Readable<string | null>): string | null {
  const name = useSyncExternalStore(configuredName.subscribe, configuredName.get, () => null);
  // A set, because the deployment may have the drop-in SDK's name.
  return [...new Set([__STAND_IN__, name].filter(Boolean))].join(' · ') || null;
}

/** The root component: the screen of the current phase, with a bar above it when a new build is deployed. */
export function App({ phase, label, isOutdated, onShown }: AppProps) {
  const styles = useStyles();
  const { i18n } = useTranslation();
  const theme = useTheme();
  const currentPhase = useSyncExternalStore(phase.subscribe, phase.get, () => choosePrerenderedPhase(phase));
  const systemLabel = useSystemLabel(label);
  useEffect(() => onShown?.(), [onShown]);
  return (
    <Boundary fallback={<FailedApp phone={currentPhase.kind === 'ready' ? currentPhase.phone : null} />}>
      <FluentProvider theme={theme} dir={findDirection(i18n.language)}>
        {/* The provider itself gets no class, because Fluent copies its class to every portal, such as a menu. */}
        <div className={styles.app}>
          <UpdateBar phase={currentPhase} isOutdated={isOutdated} reload={() => location.reload()} />
          <PhaseScreen phase={currentPhase} label={systemLabel} />
        </div>
      </FluentProvider>
    </Boundary>
  );
}

function PhaseScreen({ phase, label }: { phase: Phase; label: string | null }) {
  const { t } = useTranslation();
  const header = <Header label={label} />;
  if (isSignedIn(phase))
    return (
      <Suspense
        fallback={
          <>
            {header}
            <WaitScreen title={t('connecting.title')} text={t('connecting.text')} />
          </>
        }
      >
        <SignedInApp phase={phase} label={label} />
      </Suspense>
    );
  return (
    <>
      {header}
      <ScreenBeforeSignIn phase={phase} />
    </>
  );
}

const isSignedIn = (phase: Phase): phase is SignedInPhase =>
  phase.kind === 'connecting' || phase.kind === 'notConnected' || phase.kind === 'ready';

function ScreenBeforeSignIn({ phase }: { phase: Exclude<Phase, SignedInPhase> }) {
  const { t } = useTranslation();
  switch (phase.kind) {
    case 'starting':
      return <WaitScreen title={t('starting')} />;
    case 'signingIn':
      return <WaitScreen title={t('signIn.returning')} />;
    case 'misconfigured':
      return <ConfigFaultsScreen faults={phase.faults} onReload={() => location.reload()} />;
    case 'unusable':
      return <ProblemScreen problem={phase.problem} onRemedy={phase.retry} />;
    case 'signedOut':
      return (
        <SignInScreen {...phase}>
          {phase.problem && phase.config && consentProblems.has(phase.problem.code) && (
            <Suspense>
              <AdministratorHelp config={phase.config} />
            </Suspense>
          )}
        </SignInScreen>
      );
  }
}
