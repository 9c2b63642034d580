import { Body1, Button, Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../errors/problem.ts';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';

interface SignInScreenProps {
  problem: Problem | null;
  isApproved: boolean;
  /** The person is on the way to the sign-in page. */
  leaving: boolean;
  onIntent: () => void;
  onSignIn: () => void;
  /** What the problem's button does. */
  onRemedy: () => void;
}

/** Signed out. The button works before sign-in code is loaded; pressing it loads what is missing. */
export function SignInScreen({
  problem,
  isApproved,
  leaving,
  onIntent,
  onSignIn,
  onRemedy,
}: SignInScreenProps) {
  const { t } = useTranslation();
  // Then the problem's button is the one that this screen is for: a second one would ask which of the two.
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
          disabledFocusable={leaving}
          {...(leaving && { icon: <Spinner size="tiny" /> })}
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
