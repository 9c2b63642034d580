import { makeStyles, tokens } from '@fluentui/react-components';
import { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { Call20Regular } from '@fluentui/react-icons/svg/call';
import type { JSX } from 'react';
import { useTranslation } from 'react-i18next';
import { informationalCodes, type Remedy } from '../errors/catalogue.ts';
import { formatList } from '../i18n/formatValue.ts';
import type { Problem } from '../errors/problem.ts';
import { Message } from './Message.tsx';
import { MessageWithAction } from './MessageWithAction.tsx';

const useStyles = makeStyles({
  code: { color: tokens.colorNeutralForeground3, display: 'inline-block' },
});

/** The icons of the remedies that everybody recognizes without words. */
const remedyIcons: Partial<Record<Remedy, JSX.Element>> = {
  callBack: <Call20Regular />,
  callAgain: <Call20Regular />,
  retry: <ArrowClockwise20Regular />,
};

interface ProblemBarProps {
  problem: Problem;
  /** The name of `problem.person`. */
  name?: string;
  /** A sentence to add to the text of the problem. */
  addition?: string;
  /** A few words to add to what happened, before the name. */
  further?: string;
  /** The label of the button; by default the label of the problem's remedy, for example *Try again*. `null`: the page has that button itself. */
  action?: string | null;
  /** Why the button cannot be pressed now; `null` (default) if it can. */
  refusal?: string | null;
  onRemedy: () => void;
  /** Removes the message without the remedy. Without this function, the message has only the button of its remedy. */
  onDismiss?: () => void;
  /** Whether the page's `MessageLine` shows the problem. */
  isOnLine?: boolean;
}

/** Shows a problem: what happened, the code, and the one button that helps. */
export function ProblemBar({
  problem,
  name,
  addition,
  further = '',
  action,
  refusal = null,
  onRemedy,
  onDismiss,
  isOnLine = false,
}: ProblemBarProps) {
  const { t, i18n } = useTranslation();
  const styles = useStyles();
  const isInformational = informationalCodes.has(problem.code);
  const code = problem.detail ? `${problem.code} · ${problem.detail}` : problem.code;
  const Bar = isOnLine ? Message : MessageWithAction;
  // The label of the remedy `none` is *Dismiss*.
  const hasRemedy = action !== null && (problem.remedy !== 'none' || !onDismiss);
  const actionIcon = remedyIcons[problem.remedy];
  return (
    <Bar
      role="alert"
      urgency={isInformational ? 'notice' : 'failure'}
      action={hasRemedy ? (action ?? t(`remedies.${problem.remedy}`)) : null}
      {...(actionIcon && { actionIcon })}
      refusal={refusal}
      onAction={onRemedy}
      {...(onDismiss && { onDismiss })}
    >
      {t(`problems.${problem.code}`, {
        name: name || t('incoming.someone'),
        further,
        permissions: formatList(problem.permissions ?? [], i18n.language),
      })}{' '}
      {addition}
      {/* Not live, because a new request id in `detail` would make screen readers read the whole message again. */}
      {!isInformational && (
        <small aria-live="off" className={styles.code}>
          {t('problems.code', { code })}
        </small>
      )}
    </Bar>
  );
}
