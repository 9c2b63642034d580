import { Link } from '@fluentui/react-components';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountMenu } from './auth/AccountMenu.tsx';
import { CameraCheck } from './features/device-check/CameraCheck.tsx';
import type { SignedInPhase } from './phase.ts';
import { PhoneScreen } from './screens/PhoneScreen.tsx';
import { ProblemScreen } from './screens/ProblemScreen.tsx';
import { WaitScreen } from './screens/WaitScreen.tsx';
import { Header } from './ui/Header.tsx';

const TokenInspector = lazy(async () => ({
  default: (await import('./inspector/TokenInspector.tsx')).TokenInspector,
}));

/** Everything behind sign-in, in a chunk of its own. */
export function SignedInApp({ phase, label }: { phase: SignedInPhase; label: string | null }) {
  const [inspecting, setInspecting] = useState(false);
  return (
    <>
      <Header label={label}>
        <AccountMenu
          auth={phase.auth}
          onInspect={phase.inspector && (() => setInspecting(true))}
          inCall={phase.inCall}
          onSignInAsAnother={phase.signInAsAnother}
          onSignOut={phase.signOut}
        />
      </Header>
      {inspecting && phase.inspector && (
        <Suspense>
          <TokenInspector source={phase.inspector} onClose={() => setInspecting(false)} />
        </Suspense>
      )}
      <SignedInScreen phase={phase} />
    </>
  );
}

function SignedInScreen({ phase }: { phase: SignedInPhase }) {
  const { t } = useTranslation();
  switch (phase.kind) {
    case 'connecting':
      return <WaitScreen title={t('connecting.title')} text={t('connecting.text')} />;
    case 'notConnected':
      return (
        <ProblemScreen
          problem={phase.problem}
          onRemedy={
            phase.problem.remedy === 'signIn' || phase.problem.remedy === 'grantConsent'
              ? phase.signIn
              : phase.retry
          }
        >
          <CameraCheck preview={phase.preview} />
          <Link href="/doctor">{t('doctor.title')}</Link>
        </ProblemScreen>
      );
    case 'ready':
      return (
        <PhoneScreen
          phone={phase.phone}
          preview={phase.preview}
          onSignIn={phase.signIn}
          onRetry={phase.tryAgain}
        />
      );
  }
}
