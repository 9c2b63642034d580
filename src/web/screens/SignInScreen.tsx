import { Body1, Button, Caption1, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../errors/problem.ts';
import { MessageWithAction } from '../ui/MessageWithAction.tsx';
import { Page } from '../ui/Page.tsx';
import { ProblemBar } from '../ui/ProblemBar.tsx';

const useStyles = makeStyles({
  permissions: { maxWidth: '480px', color: tokens.colorNeutralForeground3 },
});

interface SignInScreenProps {
  /** Why the user is signed out, if a failure is the reason; otherwise `null`. */
  problem: Problem | null;
  /** Whether an administrator has just approved the app for the tenant. */
  hasAdminConsent?: boolean;
  /** Whether the user has just signed out. */
  hasSignedOut?: boolean;
  /** Whether the browser is already loading Entra's sign-in page. */
  isRedirecting: boolean;
  signIn: () => void;
  onRemedy: () => void;
  children?: ReactNode;
}

export function SignInScreen(props: SignInScreenProps) {
  const { problem, hasAdminConsent, hasSignedOut, isRedirecting, signIn, onRemedy, children } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  return (
    <Page
      title={t('signIn.title')}
      figure={<img loading="lazy" src="/icon.svg" alt="" width={64} height={64} />}
    >
      <Body1 align="center">{t(hasAdminConsent ? 'signIn.approved' : 'signIn.text')}</Body1>
      {hasSignedOut && <MessageWithAction role="status">{t('signIn.signedOut')}</MessageWithAction>}
      {problem && (
        <ProblemBar
          problem={problem}
          // The page's own *Sign in* is the remedy: a second such button would confuse the user.
          {...(problem.remedy === 'signIn' && { action: null })}
          onRemedy={onRemedy}
        />
      )}
      <Button
        appearance="primary"
        size="large"
        disabledFocusable={isRedirecting}
        {...(isRedirecting && { icon: <Spinner size="tiny" /> })}
        onClick={signIn}
      >
        {t('signIn.button')}
      </Button>
      {children}
      <Caption1 align="center" className={styles.permissions}>
        {t('signIn.permissions')}
      </Caption1>
    </Page>
  );
}
