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

// In a chunk of its own, because a signed-out user needs neither the screens of the phone nor MSAL.
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
  /** The configuration's name for this system, for example *Staging*; `null` for none. */
  label: Readable<string | null>;
  /** Whether a build other than this page's is deployed. */
  isOutdated: Readable<boolean>;
}

/** Shows the screen of the present phase. */
export function App({ phase, label, isOutdated }: AppProps) {
  const styles = useStyles();
  const theme = useTheme();
  const current = useSyncExternalStore(phase.subscribe, phase.get);
  const system = useSystemLabel(label);
  return (
    <Boundary fallback={<FailedApp phone={current.kind === 'ready' ? current.phone : null} />}>
      <FluentProvider theme={theme}>
        {/* The provider itself gets no class, because Fluent copies it to every portal. */}
        <div className={styles.app}>
          <UpdateBar phase={current} isOutdated={isOutdated} reload={() => location.reload()} />
          <Screen phase={current} label={system} />
        </div>
      </FluentProvider>
    </Boundary>
  );
}

function Screen({ phase, label }: { phase: Phase; label: string | null }) {
  const { t } = useTranslation();
  const header = <Header label={label} />;
  switch (phase.kind) {
    case 'starting':
      return (
        <>
          {header}
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
          {header}
          <SignInScreen
            problem={phase.problem}
            isApproved={phase.isApproved ?? false}
            isLeaving={phase.isLeaving}
            onIntent={phase.onIntent}
            onSignIn={phase.signIn}
            onRemedy={phase.onRemedy}
          />
        </>
      );
    case 'signingIn':
      return (
        <>
          {header}
          <WaitScreen title={t('signIn.returning')} />
        </>
      );
    default: {
      const waiting = <WaitScreen title={t('connecting.title')} text={t('connecting.text')} />;
      return (
        <Suspense
          fallback={
            <>
              {header}
              {waiting}
            </>
          }
        >
          <SignedInApp phase={phase} label={label} />
        </Suspense>
      );
    }
  }
}
