import {
  Button,
  Caption1,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { createContext, use, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { focusSurroundings } from '../ui/focusSurroundings.ts';
import { ProblemBar } from '../ui/ProblemBar.tsx';
import { onNarrowScreen } from '../ui/screenWidth.ts';
import { visuallyHidden } from '../ui/visuallyHidden.ts';
import { useConsent, type FeatureConsent } from './ConsentProvider.tsx';
import type { ConsentFeature, ConsentState } from './consents.ts';
import { usePermissionsDialog } from './openPermissions.tsx';

const useStyles = makeStyles({
  // The frame ties the buttons to the sentence that explains them.
  prompt: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    minWidth: 0,
    padding: tokens.spacingHorizontalL,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    textAlign: 'start',
  },
  // Only as high as its words, and without a frame.
  quietPrompt: {
    flexDirection: 'row',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: `0 ${tokens.spacingHorizontalS}`,
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
  },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  // Large enough for a thumb.
  button: { [onNarrowScreen]: { minHeight: '40px' } },
  // Looks like a link in the line.
  quietButton: { minWidth: 0, padding: '3px 0', color: tokens.colorBrandForegroundLink },
  text: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  // The empty status line must exist for screen readers, but would add a gap.
  hidden: visuallyHidden,
});

/** Whether the user is in a call. Then a prompt is one line, because nothing but the call asks the user for an answer. */
export const QuietConsentContext = createContext(false);

interface ConsentPromptProps {
  feature: ConsentFeature;
  /** Features that the same page of Entra asks for. After a refusal, the user can allow `feature` without them. */
  others?: readonly ConsentFeature[];
  /** Says in one line what is missing, and offers only what helps: the consent, or after Entra's refusal an administrator. */
  line?: string;
}

/** Asks for the consent that a feature needs, and says why. After a refusal, it says what is missing and who can allow it. */
export function ConsentPrompt(props: ConsentPromptProps) {
  const consent = useConsent(props.feature);
  const { state } = consent;
  if (state === 'unknown' || state === 'granted') return null;
  return <Question {...props} {...consent} state={state} />;
}

const noOthers: readonly ConsentFeature[] = [];

interface QuestionProps extends ConsentPromptProps, FeatureConsent {
  state: Exclude<ConsentState, 'unknown' | 'granted'>;
}

function Question(props: QuestionProps) {
  const { feature, others = noOthers, line, state, isAsking, problem, allow, decline } = props;
  const { t } = useTranslation();
  const styles = useStyles();
  const permissions = usePermissionsDialog();
  // When the dialog closes, the focus returns to the button that opened it.
  const restoreFocus = useRestoreFocusTarget();
  const prompt = useRef<HTMLDivElement>(null);
  // The user's consent removes the prompt, and with it the focused button *Allow…*. The focus must not get lost.
  useLayoutEffect(() => {
    const element = prompt.current;
    return () => {
      if (element) focusSurroundings(element);
    };
  }, []);
  const isInCall = use(QuietConsentContext);
  const isLine = line !== undefined;
  const isQuiet = isInCall || isLine;
  const isFirstRequest = state === 'needed';
  /** A line says what is missing instead. */
  const asksWhy = isFirstRequest && !isQuiet;
  const isRefusedByEntra = state === 'denied' || state === 'byAdmin';
  const buttonClass = mergeClasses(styles.button, isQuiet && styles.quietButton);
  const quietLook = isQuiet ? ({ appearance: 'transparent', size: 'small' } as const) : {};
  return (
    <div className={mergeClasses(styles.prompt, isQuiet && styles.quietPrompt)} ref={prompt}>
      <Text className={styles.text} size={isQuiet ? 200 : 300}>
        {line ??
          [feature, ...others]
            .map((asked) => (asksWhy ? t(`consent.why.${asked}`) : t(`consent.without.${asked}`)))
            .join(' ')}{' '}
        {!isFirstRequest && !isQuiet && t(`consent.${state}`)}
      </Text>
      <div className={styles.buttons}>
        {!(isLine && isRefusedByEntra) && (
          <Button className={buttonClass} {...quietLook} onClick={() => allow(...others)}>
            {t('consent.allow')}
          </Button>
        )}
        {!isFirstRequest && !isLine && others.length > 0 && (
          <Button className={buttonClass} {...quietLook} onClick={() => allow()}>
            {t('consent.allowLess')}
          </Button>
        )}
        {isRefusedByEntra && (
          <Button
            {...restoreFocus}
            className={buttonClass}
            appearance="subtle"
            {...quietLook}
            onClick={permissions.open}
          >
            {t('consent.askAdministrator')}
          </Button>
        )}
        {asksWhy && (
          <Button
            className={styles.button}
            appearance="subtle"
            onClick={() => {
              // This button disappears, so the focus moves to the one that stays.
              prompt.current?.querySelector('button')?.focus();
              decline(...others);
            }}
          >
            {t('consent.notNow')}
          </Button>
        )}
      </div>
      <Caption1 role="status" className={mergeClasses(!isAsking && styles.hidden)}>
        {isAsking && t('consent.asking')}
      </Caption1>
      {permissions.dialog}
      {problem && (
        <ProblemBar problem={problem} action={t('consent.allow')} onRemedy={() => allow(...others)} />
      )}
    </div>
  );
}
