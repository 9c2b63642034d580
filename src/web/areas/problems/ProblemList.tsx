import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePersonName } from '../../people/PeopleProvider.tsx';
import { findLineOfNumber } from '../../calling/call/company.ts';
import { unansweredCodes } from '../../calling/phoneState.ts';
import { usePhone, usePhoneState } from '../../calling/react.tsx';
import { useCannotCall } from '../../callee/useCannotCall.ts';
import { useConsents } from '../../consent/ConsentProvider.tsx';
import { usePermissionsDialog } from '../../consent/openPermissions.tsx';
import { formatNumber } from '../../i18n/formatValue.ts';
import { fail, type Problem } from '../../errors/problem.ts';
import { DeviceHelp } from '../../ui/DeviceHelp.tsx';
import { ProblemBar } from '../../ui/ProblemBar.tsx';
import { useIsOneColumn } from '../../ui/useScreenWidth.ts';

/** What a problem's button runs if its remedy (the kind of help) concerns the whole app. */
export interface Remedies {
  /** For problems that a new sign-in or consent solves. */
  onSignIn: () => void;
  /** Renews the token. For *Try again* if the problem has no `retry` function. */
  onRetry: () => void;
  onCheckSetUp: () => void;
}

/** The messages about current problems. The button of a problem dismisses it and runs its remedy. */
export function ProblemList({ onSignIn, onRetry, onCheckSetUp }: Remedies) {
  const phone = usePhone();
  const problems = usePhoneState((state) => state.problems);
  const unansweredCalls = problems.filter(isUnansweredCall);
  /** Of several unanswered calls, only the last has a message: the list of calls has them all. */
  const shownProblems = problems.filter(
    (problem) => !isUnansweredCall(problem) || problem === unansweredCalls.at(-1),
  );
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const consents = useConsents();
  const permissions = usePermissionsDialog();
  /** Asks for the consent to create the chat of a group call, and then repeats what needed the chat. */
  const allowGroupCall = async (problem: Problem) => {
    const result = await consents.request('groupCall');
    if (result.ok) problem.retry?.();
    else if (['denied', 'byAdmin'].includes(consents.states.get().groupCall))
      phone.reportProblem(fail('group-call-not-allowed').problem);
    else phone.reportProblem(problem);
  };
  /** @returns the problems that this problem's message is about */
  const listMeant = (problem: Problem) => (isUnansweredCall(problem) ? unansweredCalls : [problem]);
  const dismissAll = (problem: Problem) => listMeant(problem).forEach(phone.dismissProblem);
  const runRemedy = (problem: Problem) => {
    dismissAll(problem);
    if (problem.remedy === 'deviceHelp') setIsHelpOpen(true);
    if (problem.remedy === 'retry') (problem.retry ?? onRetry)();
    if (problem.remedy === 'checkConfiguration') onCheckSetUp();
    if (problem.remedy === 'allow') void allowGroupCall(problem);
    if (problem.remedy === 'askAdministrator') permissions.open();
    if (problem.remedy === 'callAgain') (problem.retry ?? (() => void phone.repeatCall()))();
    if (problem.remedy === 'callBack' && problem.person !== undefined) {
      const onBehalfOf = findLineOfNumber(problem.companyNumber, phone.company);
      void phone.placeCall({ kind: 'people', rawIds: [problem.person] }, { video: false, onBehalfOf });
    }
    if (problem.remedy === 'signIn' || problem.remedy === 'grantConsent') onSignIn();
  };
  return (
    <>
      {shownProblems.map((problem) => (
        <ProblemItem
          key={`${problem.code} ${problem.person}`}
          problem={problem}
          furtherCalls={listMeant(problem).length - 1}
          onRemedy={() => runRemedy(problem)}
          onDismiss={() => dismissAll(problem)}
        />
      ))}
      {permissions.dialog}
      <DeviceHelp open={isHelpOpen} onClose={() => setIsHelpOpen(false)} />
    </>
  );
}

const isUnansweredCall = ({ code }: Problem) => unansweredCodes.has(code);

interface ProblemItemProps {
  problem: Problem;
  /** How many further unanswered calls the message is about. */
  furtherCalls: number;
  onRemedy: () => void;
  onDismiss: () => void;
}

/** One problem. The user can dismiss it without its remedy, unless only a sign-in lets calls go on. */
function ProblemItem({ problem, furtherCalls, onRemedy, onDismiss }: ProblemItemProps) {
  const { t, i18n } = useTranslation();
  const isOneColumn = useIsOneColumn();
  const knownName = usePersonName(problem.person ?? null, problem.personName);
  // The words about an unanswered call have the name.
  const name = knownName || (isUnansweredCall(problem) ? t('history.someone') : '');
  const cannotCall = useCannotCall();
  const isCall = problem.remedy === 'callBack' || problem.remedy === 'callAgain';
  return (
    <ProblemBar
      problem={problem}
      name={name}
      {...(furtherCalls > 0 &&
        // A phone has room for the number only.
        (isOneColumn
          ? { further: ` (+${formatNumber(furtherCalls, i18n.language)})` }
          : { addition: t('news.furtherCalls', { count: furtherCalls }) }))}
      refusal={isCall ? cannotCall : null}
      onRemedy={onRemedy}
      {...(!['signIn', 'grantConsent'].includes(problem.remedy) && { onDismiss })}
      isOnLine
    />
  );
}
