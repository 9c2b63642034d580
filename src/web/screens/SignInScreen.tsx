import { Body1, Button, Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../errors/problem.ts';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';

interface SignInScreenProps {
  problem: Problem | null;
  /** Whether an administrator has just approved the app for the tenant. */
  isApproved: boolean;
  /** Whether the browser is going to the sign-in page. */
  isLeaving: boolean;
  /** Called when the pointer or the focus is on *Sign in*. */
  onIntent: () => void;
  onSignIn: () => void;
  /** What the problem's button does. */
  onRemedy: () => void;
}

/** The screen of a signed-out user. *Sign in* works before the code for it is loaded: the press loads what is missing. */
export function SignInScreen({
  problem,
  isApproved,
  isLeaving,
  onIntent,
  onSignIn,
  onRemedy,
}: SignInScreenProps) {
  const { t } = useTranslation();
  // The remedy is to sign in already, so a second button would only confuse.
  const isRemedy = problem?.remedy === 'signIn';
  return (
    <Page title={t('signIn.title')} figure={<img src="/icon.svg" alt="" width={64} height={64} />}>
      <Body1 align="center">{t(isApproved ? 'signIn.approved' : 'signIn.text')}</Body1>
      {problem && (
        <ProblemBar problem={problem} {...(isRemedy && { action: t('signIn.button') })} onRemedy={onRemedy} />
      )}
      {!isRemedy && (
        <Button
          appearance="primary"
          size="large"
          disabledFocusable={isLeaving}
          {...(isLeaving && { icon: <Spinner size="tiny" /> })}
          onPointerEnter={onIntent}
          onFocus={onIntent}
          onClick={onSignIn}
        >
          {t('signIn.button')}
        </Button>
      )}
    </Page>
  );
}
