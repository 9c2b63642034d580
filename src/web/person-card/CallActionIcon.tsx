import { Call20Regular } from '@fluentui/react-icons/svg/call';
import { CallForward20Regular } from '@fluentui/react-icons/svg/call-forward';
import { PersonQuestionMark20Regular } from '@fluentui/react-icons/svg/person-question-mark';
import { Video20Regular } from '@fluentui/react-icons/svg/video';
import type { CallAction } from './useCallActions.ts';

const icons = {
  call: Call20Regular,
  videoCall: Video20Regular,
  holdAndCall: Call20Regular,
  transfer: CallForward20Regular,
  consult: PersonQuestionMark20Regular,
};

/** The icon of something that the user can do with a person or a phone number. */
export function CallActionIcon({ kind }: Pick<CallAction, 'kind'>) {
  const Icon = icons[kind];
  return <Icon />;
}
