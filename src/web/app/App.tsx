import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components';
import { Suspense, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { FailedApp } from './FailedApp.tsx';
import { loadPart } from '../base/loadPart.ts';
import type { Phase } from './phase.ts';
import { ConfigFaultsScreen } from '../screens/ConfigFaultsScreen.tsx';
import { ProblemScreen } from '../screens/ProblemScreen.tsx';
import { SignInScreen } from '../screens/SignInScreen.tsx';
import { WaitScreen } from '../screens/WaitScreen.tsx';
import type { Readable } from '../base/store.ts';
import { Boundary } from '../ui/Boundary.tsx';
import { Header } from '../ui/Header.tsx';
import { lazyPart } from '../ui/lazyPart.tsx';
import { useTheme } from '../ui/theme.ts';
import { UpdateBar } from './UpdateBar.tsx';
import { useSystemLabel } from './useSystemLabel.ts';

// Whoever is signed out needs neither the phone's screens nor sign-in's library.
const SignedInApp = lazyPart(
  async () => (await loadPart(() => import('./SignedInApp.tsx'), 'SignedInApp')).SignedInApp,
);

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
  /** What the configuration calls this system. */
  label: Readable<string | null>;
  /** Whether another build than this page's is deployed. */
  isOutdated: Readable<boolean>;
}

/** Phase → screen. */
export function App({ phase, label, isOutdated }: AppProps) {
  const styles = useStyles();
  const theme = useTheme();
  const now = useSyncExternalStore(phase.subscribe, phase.get);
  const system = useSystemLabel(label);
  return (
    <Boundary fallback={<FailedApp phone={now.kind === 'ready' ? now.phone : null} />}>
      <FluentProvider theme={theme}>
        {/* Not the provider's own class: Fluent copies that to every portal. */}
        <div className={styles.app}>
          <UpdateBar phase={now} isOutdated={isOutdated} reload={() => location.reload()} />
          <Screen phase={now} label={system} />
        </div>
      </FluentProvider>
    </Boundary>
  );
}

function Screen({ phase, label }: { phase: Phase; label: string | null }) {
  const { t } = useTranslation();
  const top = <Header label={label} />;
  switch (phase.kind) {
    case 'starting':
      return (
        <>
          {top}
          <WaitScreen title={t('starting')} />
        </>
      );
    case 'misconfigured':
      return <ConfigFaultsScreen faults={phase.faults} onReload={() => location.reload()} />;
    case 'unusable':
      return <ProblemScreen problem={phase.problem} onRemedy={phase.retry} />;
    case 'signedOut':
      return (
        <>
          {top}
          <SignInScreen
            problem={phase.problem}
            isApproved={phase.isApproved ?? false}
            leaving={phase.leaving}
            onIntent={phase.onIntent}
            onSignIn={phase.signIn}
            onRemedy={phase.onRemedy}
          />
        </>
      );
    case 'signingIn':
      return (
        <>
          {top}
          <WaitScreen title={t('signIn.returning')} />
        </>
      );
    default: {
      const ready = <WaitScreen title={t('connecting.title')} text={t('connecting.text')} />;
      return (
        <Suspense
          fallback={
            <>
              {top}
              {ready}
            </>
          }
        >
          <SignedInApp phase={phase} label={label} />
        </Suspense>
      );
    }
  }
}
